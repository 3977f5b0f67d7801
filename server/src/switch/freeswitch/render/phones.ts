import type { Deployment } from "@hotline/schemas";
import { EMERGENCY_NUMBERS } from "../../../acd/index.ts";
import { action, condition, context, extension, setVariables } from "../dialplan-xml.ts";
import { CONTEXT, MEDIA_TIMEOUT_MS, VARIABLE } from "../names.ts";
import { respondStep } from "../steps/dial.ts";
import { gatewayWays, trunksInOrder } from "./trunk.ts";

/** What a phone dials while the server is away: police, fire and ambulance; everything else is refused in words. */
export function phonesContext(deployment: Deployment): string {
  const trunks = trunksInOrder(deployment.trunks);
  return context(CONTEXT.phones, [
    ...EMERGENCY_NUMBERS.map((number) =>
      extension(`emergency-${number}`, [
        condition({ field: "destination_number", expression: `^${number}$` }, [
          setVariables({
            [VARIABLE.role]: "emergency-caller",
            [VARIABLE.to]: number,
            sip_copy_custom_headers: "false",
          }),
          ...(trunks.length === 0 ? [] : [action("bridge", `{${legVariables(number)}}${gatewayWays(number, trunks)}`)]),
          action("hangup", "NORMAL_CLEARING"),
        ]),
      ]),
    ),
    extension("server-away", [condition({}, respondStep(503, "server-away"))]),
  ]);
}

function legVariables(number: string): string {
  return [
    `${VARIABLE.role}=emergency`,
    `${VARIABLE.to}=${number}`,
    `media_timeout=${MEDIA_TIMEOUT_MS.trunk}`,
    `media_hold_timeout=${MEDIA_TIMEOUT_MS.held}`,
  ].join(",");
}

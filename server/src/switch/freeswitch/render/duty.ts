import type { Deployment, SkillGroupDocument, TrunkDocument } from "@hotline/schemas";
import { action, condition, context, extension, setVariables } from "../dialplan-xml.ts";
import { CONTEXT, DEFAULT_MUSIC, MEDIA_TIMEOUT_MS, VARIABLE } from "../names.ts";
import { dialable, safeValue } from "../text.ts";
import { openingConditions } from "./calendar.ts";
import { gatewayWays, trunksInOrder } from "./trunk.ts";

/** Long enough for a mobile to be found and picked up, short enough for the next in the list. */
const DUTY_RING_SECONDS = 25;

/** Who is called for a group while the server is away: its duty list as the calendars stand, then the house's numbers. */
export function dutyContext(deployment: Deployment): string {
  const trunks = trunksInOrder(deployment.trunks);
  const extensions = Object.values(deployment.groups).flatMap((group) => groupDuty(deployment, group, trunks));
  return context(CONTEXT.duty, [...extensions, lastResort(deployment, trunks)]);
}

function groupDuty(deployment: Deployment, group: SkillGroupDocument, trunks: readonly TrunkDocument[]): string[] {
  const forGroup = { field: "destination_number", expression: `^${safeValue("group", group.name)}$` };
  return group.spec.dutyList.flatMap(({ number, calendar: calendarName }, index) => {
    const calendar = calendarName === undefined ? undefined : deployment.calendars[calendarName];
    const windows = calendar === undefined ? [[]] : openingConditions(calendar);
    return windows.map((conditions, window) =>
      extension(
        `${group.name} ${index + 1}.${window + 1}`,
        [condition(forGroup, []), ...conditions, condition({}, callDuty(number, trunks))],
        // All extensions that hold at this moment add their numbers to one list.
        { continue: "true" },
      ),
    );
  });
}

function lastResort(deployment: Deployment, trunks: readonly TrunkDocument[]): string {
  const numbers = deployment.organization.spec.dutyNumbers;
  return extension("last-resort", [
    condition({}, [...numbers.flatMap((number) => callDuty(number, trunks)), action("hangup", "NORMAL_CLEARING")]),
  ]);
}

/** The first duty phone that answers ends the list: the caller's leg then lives as long as the talk. */
function callDuty(number: string, trunks: readonly TrunkDocument[]): string[] {
  const dialled = dialable("duty number", number);
  const legVariables = [
    `${VARIABLE.role}=duty`,
    `${VARIABLE.dutyNumber}=${dialled}`,
    // Carriers announce before and even instead of an answer; the caller keeps the music until somebody is there.
    "ignore_early_media=true",
    `leg_timeout=${DUTY_RING_SECONDS}`,
    `media_timeout=${MEDIA_TIMEOUT_MS.trunk}`,
  ].join(",");
  return trunks.length === 0 ? [] : [action("bridge", `{${legVariables}}${gatewayWays(dialled, trunks)}`)];
}

/** On the caller's leg before the list is tried. */
export function dutyVariables(): string {
  return setVariables({
    [VARIABLE.step]: "duty",
    continue_on_fail: "true",
    hangup_after_bridge: "true",
    instant_ringback: "true",
    transfer_ringback: `local_stream://${DEFAULT_MUSIC}`,
    bridge_hangup_cause: "",
    originate_disposition: "",
  });
}

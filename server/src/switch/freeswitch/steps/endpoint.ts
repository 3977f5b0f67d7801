import type { Endpoint } from "../../../acd/index.ts";
import { MEDIA_TIMEOUT_MS } from "../names.ts";
import { PHONE_REALM } from "../settings.ts";
import { dialable, pstnNumber, safeValue } from "../text.ts";
import type { StepContext } from "./step.ts";

type Variables = Record<string, string | number>;

/** The place a leg of ours rings, in the switch's words. @throws SwitchTextError */
export function dialString(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case "browser":
    case "sip":
      return `sofia/agents/${dialable("extension", endpoint.extension)}%${PHONE_REALM}`;
    case "pstn":
      return `sofia/gateway/${safeValue("trunk", endpoint.trunk)}/${pstnNumber(endpoint.number)}`;
  }
}

/** How long a leg may send nothing before it counts as lost. */
export function mediaVariables(kind: Endpoint["kind"], context: Pick<StepContext, "browserMediaTimeoutMs">): Variables {
  return {
    media_timeout: kind === "browser" ? context.browserMediaTimeoutMs() : MEDIA_TIMEOUT_MS.trunk,
    media_hold_timeout: MEDIA_TIMEOUT_MS.held,
  };
}

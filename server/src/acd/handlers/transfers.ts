import type { AcdEvent } from "../events.ts";
import { passOn, refusalOfTarget } from "../rules/handovers.ts";
import type { EngineState } from "../state/engine-state.ts";

type Asked = Extract<AcdEvent, { type: "call.transfer-asked" }>;

/** Refused, nothing has changed: the customer is with the agent as before, on hold or not. */
export function onTransferAsked(s: EngineState, event: Asked): void {
  const call = s.calls.get(event.callId);
  const { segment } = call ?? {};
  if (call === undefined || segment?.agent !== event.agent || call.state !== "talking" || segment.hangUpAsked) {
    s.refuse("not-talking");
    return;
  }
  if (call.consult !== undefined) {
    s.refuse("consulting");
    return;
  }
  const refusal = refusalOfTarget(s, event.agent, event.target);
  if (refusal === undefined) passOn(s, call, segment, event.target);
  else s.refuse(refusal);
}

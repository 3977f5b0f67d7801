import type { EndedBy, LegEndCause, LegId, PhoneKind } from "../../acd/index.ts";
import type { AgentLeg, CustomerLeg } from "./legs.ts";

/** What a simulated person can do to the switch with its phone or its call. */
export interface LegsInHand {
  phoneChanged(phone: PhoneOnLine): void;
  place(phone: PhoneOnLine, number: string, how: { via: "pad" | "click"; request?: string }): LegId | undefined;
  agentLegOf(extension: string): AgentLeg | undefined;
  answer(agentLegId: LegId): boolean;
  endAgentLeg(agentLegId: LegId, cause: LegEndCause, by: EndedBy): boolean;
  /** Of a leader who listens; false where the phone is in no such leg. */
  endListener(extension: string): boolean;
  endCustomer(customerLegId: LegId, cause: LegEndCause, by: EndedBy): boolean;
  /** In the survey; a key pressed at another time is lost. */
  press(customerLegId: LegId, key: string): boolean;
  modeOf(customerLegId: LegId): CustomerLeg["mode"] | undefined;
  /** Undefined unless both legs are bridged. */
  talksWith(customerLegId: LegId): AgentLeg | undefined;
}

export interface PhoneOnLine {
  readonly extension: string;
  readonly kind: PhoneKind;
  readonly registered: boolean;
}

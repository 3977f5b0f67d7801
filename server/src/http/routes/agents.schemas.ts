import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import type { AgentView } from "../../acd/index.ts";
import { Time } from "../schemas.ts";

export const ChosenStateSchema = Type.Union([
  Type.Literal("online"),
  Type.Literal("break"),
  Type.Literal("outbound"),
  Type.Literal("offline"),
]);

/** As everybody may see it. */
export const AgentStateWord = Type.Union([
  ChosenStateSchema,
  Type.Literal("ringing"),
  Type.Literal("dialing"),
  Type.Literal("talking"),
  Type.Literal("held"),
  Type.Literal("consulting"),
  Type.Literal("conferencing"),
  Type.Literal("acw"),
]);

export const AgentStateAnswer = named(
  "AgentState",
  Type.Object({
    agent: Type.String(),
    label: Type.String(),
    signedIn: Type.Boolean(),
    chosen: ChosenStateSchema,
    breakReason: Type.Optional(Type.String()),
    activity: Type.Union([
      Type.Literal("idle"),
      Type.Literal("ringing"),
      Type.Literal("dialing"),
      Type.Literal("talking"),
      Type.Literal("held"),
      Type.Literal("consulting"),
      Type.Literal("conferencing"),
      Type.Literal("recovering"),
      Type.Literal("acw"),
      Type.Literal("listening"),
    ]),
    state: Type.Union([AgentStateWord, Type.Literal("listening")]),
    stateSince: Time,
    phones: Type.Array(Type.Union([Type.Literal("browser"), Type.Literal("sip")])),
    callId: Type.Optional(Type.String()),
  }),
);

export function agentStateAnswer(view: AgentView) {
  const { agent, label, signedIn, chosen, breakReason, activity, state, stateSince, phones, callId } = view;
  return {
    agent,
    label,
    signedIn,
    chosen,
    activity,
    state,
    stateSince: new Date(stateSince).toISOString(),
    phones: [...phones],
    ...(breakReason !== undefined && { breakReason }),
    ...(callId !== undefined && { callId }),
  };
}

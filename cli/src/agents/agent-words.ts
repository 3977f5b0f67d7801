import { say } from "../language.ts";
import type { Words } from "@hotline/schemas";
import type { LedAgent } from "../api/views.ts";

export const chosenStates = ["online", "break", "outbound", "offline"] as const;
export type ChosenState = (typeof chosenStates)[number];

const states: Readonly<Record<LedAgent["state"], Words>> = {
  online: { zh: "在线", en: "online" },
  break: { zh: "小休", en: "break" },
  outbound: { zh: "外呼", en: "outbound" },
  offline: { zh: "离线", en: "offline" },
  ringing: { zh: "振铃", en: "ringing" },
  dialing: { zh: "呼出", en: "dialling" },
  talking: { zh: "通话", en: "talking" },
  held: { zh: "保持", en: "on hold" },
  consulting: { zh: "咨询", en: "consulting" },
  conferencing: { zh: "会议", en: "in a conference" },
  listening: { zh: "监听", en: "listening" },
  acw: { zh: "话后", en: "after-call work" },
};

export function stateWord(state: LedAgent["state"]): string {
  const words: Words | undefined = states[state];
  return words === undefined ? state : say(words);
}

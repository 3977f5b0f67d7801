import type { Words } from "@hotline/schemas";
import type { CallDetail } from "../api/views.ts";
import { say } from "../language.ts";
import { duration } from "../terminal/times.ts";
import type { Clock } from "../terminal/times.ts";
import type { NameOf } from "./decision-words.ts";

type Handover = CallDetail["handovers"][number];

const kinds: Readonly<Record<string, Words>> = {
  transfer: { zh: "转接", en: "transfer" },
  consult: { zh: "咨询", en: "consult" },
};

const outcomes: Readonly<Record<string, Words>> = {
  open: { zh: "进行中", en: "under way" },
  answered: { zh: "已接通", en: "answered" },
  returned: { zh: "没有接，转回", en: "not taken, came back" },
  abandoned: { zh: "客户挂断", en: "customer hung up" },
  completed: { zh: "转给了对方", en: "handed over" },
  conferenced: { zh: "开了三方会议", en: "all three talked" },
  retrieved: { zh: "取回客户", en: "customer taken back" },
  failed: { zh: "没有接通", en: "not reached" },
};

/** Who passed the customer on to whom, or asked whom, and what became of it. */
export function handoverLines(call: CallDetail, clock: Clock, nameOf: NameOf): string[] {
  return call.handovers.map((handover) => {
    const target = handover.targetKind === "agent" ? nameOf(handover.target) : groupName(call, handover.target);
    const who = `${nameOf(handover.by)} → ${target}`;
    const line = [
      clock.at(handover.startedAt),
      inWords(kinds, handover.kind),
      who,
      inWords(outcomes, handover.outcome),
    ];
    return [...line, ...lengthOf(handover)].join("  ");
  });
}

/** Of a transfer how long it took, of a consult how long the two talked. */
function lengthOf({ kind, startedAt, answeredAt, endedAt }: Handover): string[] {
  const from = kind === "consult" ? answeredAt : startedAt;
  return from === undefined || endedAt === undefined ? [] : [duration(Date.parse(endedAt) - Date.parse(from))];
}

function groupName({ group }: CallDetail, name: string): string {
  return group?.name === name ? group.label : name;
}

function inWords(words: Readonly<Record<string, Words>>, word: string): string {
  const known = Object.hasOwn(words, word) ? words[word] : undefined;
  return known ? say(known) : word;
}

import type { ConsultStep, TransferTarget } from "../../model.ts";
import { agentLeg, deliverAll, name, person, pick, type Move } from "./move.ts";
import type { World } from "../world.ts";

const steps: readonly ConsultStep[] = ["retrieve", "swap", "complete", "conference", "swap", "conference"];
const sides = ["customer", "target"] as const;

/** What an agent does to pass a customer on, or to ask somebody about it. */
export const handovers = {
  transfer: {
    weight: 4,
    act: (w, { who, how }) => {
      const call = pick(w.acd.callViews(), who);
      const agent = how % 5 === 4 ? name(how) : (call?.segment?.agent ?? name(how));
      if (call !== undefined)
        person(w, { type: "call.transfer-asked", agent, callId: call.callId, target: target(how) });
    },
  },
  consult: {
    weight: 8,
    act: (w, { who, how }) => consult(w, who, how),
  },
  /** A consult gets through as on a good day. */
  consultAnswered: {
    weight: 8,
    act: (w, { who, how }) => {
      deliverAll(w);
      consult(w, who, how);
      deliverAll(w);
      const legId = w.acd.callViews().find(({ consult: open }) => open?.state !== "talking")?.consult?.legId;
      if (legId === undefined) return;
      w.switch.ring(legId);
      w.switch.answer(legId);
      deliverAll(w);
    },
  },
  consultStep: {
    weight: 12,
    act: (w, { who, how }) => {
      const consulting = w.acd.callViews().filter(({ consult: open }) => open !== undefined);
      const call = pick(consulting.length > 0 ? consulting : w.acd.callViews(), who);
      const agent = how % 7 === 6 ? name(how) : (call?.segment?.agent ?? name(how));
      const step = steps[how % steps.length] ?? "retrieve";
      if (call === undefined) return;
      const to = how % 3 === 0 ? undefined : sides[how % 2];
      person(w, { type: "call.consult-step-asked", agent, callId: call.callId, step, to });
    },
  },
  consultedHangsUp: {
    weight: 2,
    act: (w, { who, how }) => {
      const consult = pick(
        w.acd.callViews().flatMap((call) => call.consult ?? []),
        who,
      );
      if (consult === undefined) return;
      if (how % 3 !== 0) w.switch.endAgentLeg(consult.legId, how % 2 === 0 ? "normal" : "media-lost", "party");
      else {
        const call = w.acd.callViews().find(({ consult: open }) => open?.consultId === consult.consultId);
        const type = how % 2 === 0 ? "call.hang-up-asked" : "offer.rejected";
        if (call !== undefined) person(w, { type, agent: consult.agent, callId: call.callId });
      }
    },
  },
  agentLegAsksAgain: { weight: 2, act: (w, { who }) => w.switch.askAgain(agentLeg(w, who)) },
} satisfies Record<string, Move>;

function consult(w: World, who: number, how: number): void {
  const call = pick(w.acd.callViews(), who);
  const agent = how % 7 === 6 ? name(how) : (call?.segment?.agent ?? name(how));
  if (call !== undefined) person(w, { type: "call.consult-asked", agent, callId: call.callId, target: target(how) });
}

function target(how: number): TransferTarget {
  if (how % 2 === 0) return { kind: "agent", agent: name(how + 1) };
  return { kind: "group", group: how % 3 === 0 ? "repair" : "supply" };
}

import type { World } from "../world.ts";
import { agentLeg, customerLeg, deliverAll, name, person, pick, type Move } from "./move.ts";

const numbers = ["13900001111", "62001000", "120", "no number"];
const failures = ["busy", "no-answer", "rejected", "invalid-number", "unreachable", "congestion"] as const;

function ringCalled(w: World, legId: string, early: boolean): void {
  if (w.switch.customers.get(legId)?.mode === "called") {
    w.switch.deliveries.push({ event: { type: "leg.ringing", legId, early } });
  }
}

/** A phone whose question nobody answered in time is told so by the switch itself. */
export function phoneUnheard(w: World, legId: string): void {
  if (w.switch.agentLegs.get(legId)?.state === "asking") w.switch.endAgentLeg(legId, "normal", "us");
}

/** What agents and those they call do. */
export const dials = {
  place: {
    weight: 8,
    act: (w, { who, how }) => {
      const via = how % 3 === 0 ? "pad" : "click";
      w.switch.place(name(who), numbers[how % 7] ?? "13900001111", via, w.now);
    },
  },
  /** A placed call gets through as on a good day. */
  placeAndAnswer: {
    weight: 8,
    act: (w, { who, how }) => {
      w.switch.place(name(who), "13900001111", "click", w.now);
      deliverAll(w);
      for (const legId of [...w.switch.customers.keys()]) {
        ringCalled(w, legId, how % 2 === 0);
        w.switch.answerCalled(legId);
      }
      deliverAll(w);
    },
  },
  ringCalled: { weight: 4, act: (w, { who, how }) => ringCalled(w, customerLeg(w, who), how % 2 === 0) },
  answerCalled: { weight: 4, act: (w, { who }) => w.switch.answerCalled(customerLeg(w, who)) },
  calledFails: {
    weight: 4,
    act: (w, { who, how }) => {
      const legId = customerLeg(w, who);
      if (w.switch.customers.get(legId)?.mode !== "called") return;
      w.switch.endCustomer(legId, failures[how % failures.length] ?? "busy", "party");
    },
  },
  phoneUnheard: { weight: 2, act: (w, { who }) => phoneUnheard(w, agentLeg(w, who)) },
  cancelDial: {
    weight: 2,
    act: (w, { who }) => {
      const call = pick(
        w.acd.callViews().filter(({ dial }) => dial !== undefined),
        who,
      );
      const agent = call?.dial?.agent;
      if (call !== undefined && agent !== undefined) {
        person(w, { type: "call.hang-up-asked", agent, callId: call.callId });
      }
    },
  },
  dialFails: {
    weight: 1,
    act: (w, { who }) => {
      if (!w.serverAway) {
        w.submit({ type: "command.failed", legId: agentLeg(w, who), command: "leg.dial", detail: "test" });
      }
    },
  },
} satisfies Record<string, Move>;

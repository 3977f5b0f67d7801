import { agentLeg, customerLeg, deliverAll, name, person, pick, type Move } from "./move.ts";

/** What caller and agent do with a call, at the page and at the phone. */
export const calls = {
  arrive: {
    weight: 12,
    act: (w, { who, how }) =>
      w.switch.arrive(
        ["100", "200", "100", "200", "999"][how % 5] ?? "",
        String(13_800_000_000 + who),
        w.now,
        how % 11 === 10 ? "another" : "trunk",
      ),
  },
  reject: {
    weight: 2,
    act: (w, { who, how }) => {
      const call = pick(w.acd.callViews(), who);
      const agent = how % 4 === 0 ? name(how) : (call?.offer?.agent ?? name(how));
      if (call !== undefined) person(w, { type: "offer.rejected", agent, callId: call.callId });
    },
  },
  askHangUp: {
    weight: 2,
    act: (w, { who, how }) => {
      const call = pick(w.acd.callViews(), who);
      const agent = how % 4 === 0 ? name(how) : (call?.segment?.agent ?? name(how));
      if (call !== undefined) person(w, { type: "call.hang-up-asked", agent, callId: call.callId });
    },
  },
  mute: {
    weight: 2,
    act: (w, { who, how }) => {
      const call = pick(w.acd.callViews(), who);
      const agent = call?.segment?.agent ?? name(how);
      if (call !== undefined) person(w, { type: "call.mute-asked", agent, callId: call.callId, on: how % 2 === 0 });
    },
  },
  hold: {
    weight: 6,
    act: (w, { who, how }) => {
      const call = pick(w.acd.callViews(), who);
      const agent = how % 4 === 3 ? name(how) : (call?.segment?.agent ?? name(how));
      if (call !== undefined) person(w, { type: "call.hold-asked", agent, callId: call.callId, on: how % 3 !== 0 });
    },
  },
  ring: { weight: 5, act: (w, { who }) => w.switch.ring(agentLeg(w, who)) },
  answer: { weight: 6, act: (w, { who }) => w.switch.answer(agentLeg(w, who)) },
  /** One call gets through as on a good day. */
  connect: {
    weight: 14,
    act: (w, { who }) => {
      deliverAll(w);
      w.switch.ring(agentLeg(w, who));
      deliverAll(w);
      w.switch.answer(agentLeg(w, who));
      deliverAll(w);
    },
  },
  phoneRejects: {
    weight: 2,
    act: (w, { who, how }) => w.switch.endAgentLeg(agentLeg(w, who), how % 2 === 0 ? "rejected" : "no-answer", "party"),
  },
  agentHangsUp: { weight: 4, act: (w, { who }) => w.switch.endAgentLeg(agentLeg(w, who), "normal", "party") },
  mediaLost: {
    weight: 2,
    act: (w, { who, how }) => w.switch.endAgentLeg(agentLeg(w, who), how % 2 === 0 ? "media-lost" : "unknown", "lost"),
  },
  customerHangsUp: {
    weight: 4,
    act: (w, { who, how }) =>
      w.switch.endCustomer(
        customerLeg(w, who),
        how % 5 === 0 ? "media-lost" : "normal",
        how % 5 === 0 ? "lost" : "party",
      ),
  },
  askAgain: { weight: 2, act: (w, { who }) => w.switch.askAgain(customerLeg(w, who)) },
} satisfies Record<string, Move>;

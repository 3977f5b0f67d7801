import { describe, expect, test } from "vitest";
import type { LegEndCause } from "./model.ts";
import { deployment } from "./testing/deployment.ts";
import { Desk, raw } from "./testing/desk.ts";
import { answered, atWork, dialled, dialOf, number, type Dial } from "./testing/dialling.ts";

const asked = (desk: Desk, dial: Dial, cause: LegEndCause) =>
  desk.send({ type: "leg.asked", legId: dial.legId, after: "dial", cause, raw });
const calls = (desk: Desk) => desk.rows("calls", (row) => row.callId);
const segments = (desk: Desk) => desk.rows("segments", (row) => row.segmentId);
const legs = (desk: Desk) => desk.rows("legs", (row) => row.legId);

describe("A10, S3: an agent of two groups", () => {
  const two = {
    agents: { anna: { repair: 1, supply: 1 } },
    groups: { repair: { callerIds: "desk" }, supply: { callerIds: "store", record: false } },
    trunks: { carrier: { callerIds: ["8000", "62008000", "62009000"] } },
    callerIdGroups: { desk: { numbers: ["62008000"] }, store: { numbers: ["62009000"] } },
  };

  test.each([
    ["repair", "62008000", 1],
    ["supply", "62009000", undefined],
  ] as const)(
    "calls for its primary group, %s, with its caller ID and recorded as it says",
    (group, callerId, recordingPart) => {
      const config = deployment(two);
      const { anna } = config.agents;
      if (anna === undefined) throw new Error("anna is gone");
      const desk = new Desk({ ...config, agents: { anna: { ...anna, primaryGroup: group } } });
      desk.comeToWork("anna");
      desk.choose("anna", "outbound");
      expect(dialled(desk)).toMatchObject({ group, endpoint: { callerId }, recordingPart });
      expect(calls(desk)).toMatchObject([{ group, fromNumber: callerId }]);
    },
  );
});

describe("A10: answered, and the switch has not joined the two yet", () => {
  function lifted(): { desk: Desk; dial: Dial; callId: string } {
    const desk = atWork();
    const dial = dialled(desk);
    desk.send({ type: "leg.answered", legId: dial.customerLegId });
    return { desk, dial, callId: dial.callId };
  }

  test("a consult or a transfer is refused, since a leg that is moved now would end the other", () => {
    const { desk, callId } = lifted();
    desk.comeToWork("bert");
    const target = { kind: "agent", agent: "bert" } as const;
    expect(desk.send({ type: "call.consult-asked", agent: "anna", callId, target }).refused).toBe("not-talking");
    expect(desk.send({ type: "call.transfer-asked", agent: "anna", callId, target }).refused).toBe("not-talking");
  });

  test("the agent hangs up: a talk that the agent ended, not a call that was cancelled", () => {
    const { desk, dial, callId } = lifted();
    desk.send({ type: "call.hang-up-asked", agent: "anna", callId });
    desk.end(dial.legId, "normal", "us");
    desk.end(dial.customerLegId, "normal", "us");
    expect(calls(desk)).toMatchObject([{ endReason: "agent-hung-up" }]);
    expect(segments(desk)).toMatchObject([{ state: "ended" }]);
  });

  test("the called party hangs up: a talk that it ended", () => {
    const { desk, dial } = lifted();
    desk.end(dial.customerLegId);
    expect(calls(desk)).toMatchObject([{ endReason: "customer-hung-up" }]);
    expect(desk.agent("anna").state).toBe("acw");
  });

  test("joined before the answer, for the carrier's own sound: a talk only once it is answered", () => {
    const desk = atWork();
    const { legId: agentLegId, customerLegId } = dialled(desk);
    desk.send({ type: "leg.ringing", legId: customerLegId, early: true });
    desk.send({ type: "legs.bridged", customerLegId, agentLegId });
    expect(desk.agent("anna").state).toBe("dialing");
    desk.wait(10_000);
    desk.send({ type: "leg.answered", legId: customerLegId });
    expect(desk.agent("anna").state).toBe("talking");
    expect(calls(desk)).toMatchObject([{ answeredAt: desk.now }]);
  });

  test("the word of the joining is lost: a talk all the same, after a moment", () => {
    const { desk } = lifted();
    desk.wait(5_000);
    expect(desk.agent("anna").state).toBe("talking");
  });
});

describe("A10: an agent in 外呼 dials", () => {
  test("the number is called over the trunk with its caller ID, the state says 呼出 and the call is an outbound one", () => {
    const desk = atWork({ trunks: { carrier: { callerIds: ["62008000"] } } });
    desk.dial("anna", number, { request: "r-1" });
    expect(dialOf(desk)).toMatchObject({
      legId: "phone-1",
      agent: "anna",
      group: "repair",
      endpoint: { kind: "pstn", number, trunk: "carrier", callerId: "62008000" },
      recordingPart: 1,
    });
    expect(desk.agent("anna")).toMatchObject({ activity: "dialing", state: "dialing" });
    expect(desk.acd.callViews()).toMatchObject([
      { direction: "outbound", state: "dialing", to: number, dial: { agent: "anna", request: "r-1" } },
    ]);
    expect(calls(desk)).toMatchObject([{ direction: "outbound", fromNumber: "62008000", toNumber: number }]);
    expect(desk.rows("queue_entries", (row) => row.entryId)).toEqual([]);
    expect(desk.rows("offers", (row) => row.offerId)).toEqual([]);
    expect(desk.rows("decisions", (row) => row.callId)).toMatchObject([{ rule: "dialled", chosen: "anna" }]);
  });

  test("answered: a talk from that moment, without an offer, on the phone's own leg", () => {
    const desk = atWork();
    const dial = answered(desk);
    expect(desk.agent("anna").state).toBe("talking");
    expect(segments(desk)).toMatchObject([
      { segmentId: dial.segmentId, agent: "anna", offerId: undefined, bridgedAt: desk.now, state: "talking" },
    ]);
    expect(desk.callOf(dial.customerLegId)).toMatchObject({ state: "talking", segment: { agentLegId: dial.legId } });
  });

  test("the customer hangs up: the call is over and says so, both legs have ended", () => {
    const desk = atWork();
    const dial = answered(desk);
    desk.wait(60_000);
    desk.end(dial.customerLegId);
    desk.end(dial.legId, "normal", "us");
    expect(calls(desk)).toMatchObject([
      { state: "ended", endReason: "customer-hung-up", answeredAt: desk.now - 60_000 },
    ]);
    expect(legs(desk).every(({ endedAt }) => endedAt === desk.now)).toBe(true);
  });

  test("the agent hangs up: its leg first, then the customer's is let go when it asks", () => {
    const desk = atWork();
    const dial = answered(desk);
    desk.end(dial.legId);
    expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: dial.customerLegId, cause: "normal" }]);
    expect(calls(desk)).toMatchObject([{ endReason: "agent-hung-up" }]);
  });

  test("the page's hang-up while it rings cancels the call and frees the agent at once, without after-call work", () => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.send({ type: "leg.ringing", legId: dial.customerLegId });
    const { callId } = dial;
    const { commands } = desk.send({ type: "call.hang-up-asked", agent: "anna", callId });
    expect(commands).toEqual([
      { type: "leg.hang-up", legId: dial.legId, cause: "normal" },
      { type: "leg.hang-up", legId: dial.customerLegId, cause: "normal" },
    ]);
    expect(calls(desk)).toMatchObject([{ state: "ended", endReason: "cancelled" }]);
    expect(desk.agent("anna").state).toBe("outbound");
    desk.dial("anna", number);
    expect(dialOf(desk).callId).not.toBe(callId);
  });

  test("the agent's phone hangs up while it rings: the called leg is cancelled", () => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.end(dial.legId);
    expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: dial.customerLegId, cause: "normal" }]);
    expect(calls(desk)).toMatchObject([{ endReason: "cancelled" }]);
  });

  test("the same question again gets the same call, never a second one", () => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.dial("anna", number, { legId: dial.legId });
    expect(dialOf(desk)).toEqual(dial);
    expect(desk.acd.callViews()).toHaveLength(1);
  });
});

describe("A10: nobody answers", () => {
  test.each([
    ["busy", "busy", "busy"],
    ["no-answer", "no-answer", "no-answer"],
    ["rejected", "rejected", "rejected"],
    ["invalid-number", "invalid-number", "not-found"],
    ["not-registered", "powered-off", "powered-off"],
    ["unreachable", "line-failed", "congestion"],
    ["congestion", "line-failed", "congestion"],
    ["barred", "line-failed", "congestion"],
  ] as const)("the leg ends with %s: the call ends as %s and the agent's phone hears %s", (cause, reason, said) => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.send({ type: "leg.ended", legId: dial.customerLegId, cause, by: "party", raw: { ...raw, sip: 486 } });
    expect(desk.agent("anna").state).toBe("dialing");
    const { commands } = asked(desk, dial, cause);
    expect(commands).toEqual([{ type: "leg.hang-up", legId: dial.legId, cause: said }]);
    expect(calls(desk)).toMatchObject([{ state: "ended", endReason: reason, answeredAt: undefined }]);
    expect(desk.agent("anna").state).toBe("outbound");
    expect(legs(desk).find(({ role }) => role === "customer")).toMatchObject({ cause, raw: { sip: 486 } });
  });

  const two = { trunks: { first: { priority: 1, callerIds: ["1"] }, second: { priority: 2, callerIds: ["2"] } } };

  test.each(["unreachable", "congestion", "barred", "unknown"] as const)(
    "the line fails with %s: the next trunk is tried with its own caller ID, then the call ends politely",
    (cause) => {
      const desk = atWork(two);
      const dial = dialled(desk);
      asked(desk, dial, cause);
      const next = dialOf(desk);
      expect(next).toMatchObject({
        callId: dial.callId,
        legId: dial.legId,
        endpoint: { trunk: "second", callerId: "2" },
      });
      expect(next.customerLegId).not.toBe(dial.customerLegId);
      asked(desk, next, cause);
      expect(desk.last.commands).toContainEqual({ type: "leg.hang-up", legId: dial.legId, cause: "congestion" });
      expect(calls(desk)).toMatchObject([{ endReason: "line-failed", trunk: "second" }]);
    },
  );

  test.each(["busy", "rejected", "no-answer", "invalid-number"] as const)(
    "the called party's own %s is final: no other trunk is tried",
    (cause) => {
      const desk = atWork(two);
      const dial = dialled(desk);
      asked(desk, dial, cause);
      expect(desk.last.commands).not.toContainEqual(expect.objectContaining({ type: "leg.dial" }));
    },
  );

  test("the trunk of each try is the one that is counted", () => {
    const desk = atWork({ trunks: { first: { priority: 1, channels: 1 }, second: { priority: 2, channels: 1 } } });
    desk.comeToWork("bert");
    desk.choose("bert", "outbound");
    asked(desk, dialled(desk), "congestion");
    desk.dial("bert", number);
    expect(dialOf(desk).endpoint.trunk).toBe("first");
  });

  test("the carrier gives no sign at all: after its time the phone is told, and nobody is left dialling", () => {
    const desk = atWork();
    const dial = dialled(desk);
    const commands = desk.wait(60_000);
    expect(commands).toContainEqual({ type: "leg.hang-up", legId: dial.legId, cause: "congestion" });
    expect(desk.agent("anna").state).toBe("outbound");
  });

  test("it rings for ever: after a minute it counts as not answered", () => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.send({ type: "leg.ringing", legId: dial.customerLegId, early: true });
    expect(desk.callOf(dial.customerLegId)?.dial).toMatchObject({ early: true, ringingAt: desk.now });
    expect(desk.wait(70_000)).toContainEqual({ type: "leg.hang-up", legId: dial.legId, cause: "no-answer" });
    expect(calls(desk)).toMatchObject([{ endReason: "no-answer" }]);
  });
});

describe("A10, A11: who may place a call", () => {
  const refusal = (desk: Desk, dialled = number, via: "pad" | "click" = "pad") => {
    desk.dial("anna", dialled, { via });
    return desk.last.commands.map((command) => (command.type === "leg.refuse" ? command.reason : command.type));
  };

  test("the dial pad needs 外呼; a click on a number is also taken in 在线", () => {
    const desk = new Desk();
    desk.comeToWork("anna");
    expect(refusal(desk)).toEqual(["wrong-state"]);
    desk.choose("anna", "break", "lunch");
    expect(refusal(desk, number, "click")).toEqual(["wrong-state"]);
    desk.choose("anna", "online");
    expect(refusal(desk, number, "click")).toEqual(["leg.dial"]);
  });

  test("nobody who is not signed in", () => {
    expect(refusal(new Desk())).toEqual(["not-signed-in"]);
  });

  test("one call at a time: not while it rings, talks or dials", () => {
    const desk = atWork();
    dialled(desk);
    expect(refusal(desk)).toEqual(["busy"]);
    const online = new Desk();
    online.comeToWork("anna");
    online.arrive();
    expect(refusal(online, number, "click")).toEqual(["busy"]);
  });

  test.each(["{sip_h_X=1}9000", "9".repeat(64), "call-me", "", "138 0013"])("%j is no number", (hostile) => {
    expect(refusal(atWork(), hostile)).toEqual(["number-invalid"]);
  });

  test("no trunk has a channel free, those of calls that came in included", () => {
    const desk = new Desk(deployment({ trunkChannels: { trunk: 1 } }));
    desk.comeToWork("anna", "bert");
    desk.arrive();
    const other = desk.offer.agent === "anna" ? "bert" : "anna";
    desk.choose(other, "outbound");
    desk.dial(other, number);
    expect(desk.last.commands).toMatchObject([{ type: "leg.refuse", reason: "no-line" }]);
  });

  test("a call that was placed takes a channel: the next caller finds the trunk full", () => {
    const desk = atWork({ trunkChannels: { trunk: 1 } });
    dialled(desk);
    desk.arrive();
    expect(desk.last.commands).toMatchObject([{ type: "leg.hang-up", cause: "congestion" }]);
  });

  test("a refused call leaves no record", () => {
    const desk = new Desk();
    desk.comeToWork("anna");
    refusal(desk);
    expect(calls(desk)).toEqual([]);
  });
});

describe("A10: 110, 119 and 120", () => {
  test.each(["110", "119", "120"])("%s is called whatever state the agent chose", (emergency) => {
    const desk = new Desk();
    desk.comeToWork("anna");
    desk.choose("anna", "break", "lunch");
    desk.dial("anna", emergency);
    expect(dialOf(desk).endpoint.number).toBe(emergency);
  });

  test("where the engine cannot carry it, the switch is told to do so alone", () => {
    const alone = [{ type: "leg.emergency", legId: expect.any(String) as string }];
    const desk = atWork({ trunkChannels: { trunk: 1 } });
    dialled(desk);
    desk.dial("anna", "120");
    expect(desk.last.commands).toEqual(alone);
    const nobody = new Desk();
    nobody.dial("anna", "110");
    expect(nobody.last.commands).toEqual(alone);
  });
});

describe("S19: after-call work after a call placed by hand", () => {
  test("on: it has no end of its own, the agent ends it", () => {
    const desk = atWork({ workAfterManualCalls: true });
    const dial = answered(desk);
    desk.end(dial.customerLegId);
    expect(desk.agent("anna")).toMatchObject({ state: "acw", acwUntil: undefined });
    desk.wait(3_600_000);
    expect(desk.agent("anna").state).toBe("acw");
    desk.send({ type: "agent.acw-ended", agent: "anna", by: "anna" });
    expect(desk.agent("anna").state).toBe("outbound");
    expect(segments(desk)).toMatchObject([{ releasedAt: desk.now }]);
  });

  test("off: none", () => {
    const desk = atWork({ workAfterManualCalls: false });
    desk.end(answered(desk).customerLegId);
    expect(desk.agent("anna").state).toBe("outbound");
  });

  test("calls that came in have their group's time whatever the switch says", () => {
    const desk = new Desk(deployment({ workAfterManualCalls: true }));
    desk.comeToWork("anna");
    desk.end(desk.talk().legId);
    expect(desk.agent("anna").acwUntil).toBe(desk.now + 10_000);
  });
});

import { describe, expect, test } from "vitest";
import { Acd } from "./acd.ts";
import type { LegEndCause } from "./model.ts";
import type { AcdSnapshot } from "./snapshot.ts";
import { Desk, raw } from "./testing/desk.ts";
import { answered, atWork, dialled, number, type Dial } from "./testing/dialling.ts";

const asked = (desk: Desk, dial: Dial, cause: LegEndCause) =>
  desk.send({ type: "leg.asked", legId: dial.legId, after: "dial", cause, raw });
const calls = (desk: Desk) => desk.rows("calls", (row) => row.callId);
const segments = (desk: Desk) => desk.rows("segments", (row) => row.segmentId);

describe("A10: the customer of a placed call is never lost", () => {
  const outboundGroup = {
    agents: { anna: { calls: 1 }, bert: { calls: 1 } },
    groups: { calls: { direction: "outbound" as const } },
  };

  test("the agent's browser is lost in the talk: the customer asks, hears music, and the agent is called back", () => {
    const desk = atWork();
    const dial = answered(desk);
    desk.end(dial.legId, "media-lost", "lost");
    expect(desk.agent("anna").activity).toBe("recovering");
    desk.send({
      type: "leg.asked",
      legId: dial.customerLegId,
      after: "talk",
      agentLegId: dial.legId,
      cause: "media-lost",
    });
    const back = desk.offer;
    expect(back).toMatchObject({
      legId: dial.customerLegId,
      resume: true,
      segmentId: dial.segmentId,
      recordingPart: 2,
    });
    expect(back.caller.number).toBe(number);
    desk.answer(back);
    expect(desk.agent("anna").state).toBe("talking");
    expect(segments(desk)).toMatchObject([{ recordingParts: 2 }]);
    desk.end(dial.customerLegId);
    expect(desk.agent("anna")).toMatchObject({ state: "acw", acwUntil: undefined });
  });

  test("the agent does not come back: another of its outbound group takes the customer", () => {
    const desk = atWork(outboundGroup);
    const dial = answered(desk);
    desk.comeToWork("bert");
    desk.choose("bert", "outbound");
    desk.send({ type: "phone.lost", agent: "anna", phone: "browser" });
    desk.end(dial.legId, "media-lost", "lost");
    desk.send({
      type: "leg.asked",
      legId: dial.customerLegId,
      after: "talk",
      agentLegId: dial.legId,
      cause: "media-lost",
    });
    const commands = desk.wait(11_000);
    expect(commands).toContainEqual(expect.objectContaining({ type: "leg.offer", agent: "bert" }));
  });

  test("the agent's leg goes in the moment of the answer: the customer that asks is let go, not left alone", () => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.send({ type: "leg.asked", legId: dial.customerLegId, after: "talk", agentLegId: dial.legId, cause: "normal" });
    expect(desk.last.commands).toContainEqual({ type: "leg.hang-up", legId: dial.customerLegId, cause: "normal" });
  });

  test("the agent signs out while it dials: after the call", () => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.send({ type: "agent.signed-out", agent: "anna", by: "anna" });
    expect(desk.agent("anna").signedIn).toBe(true);
    asked(desk, dial, "busy");
    expect(desk.agent("anna").signedIn).toBe(false);
  });

  test("the page of the browser phone is loaded anew while it dials: the call is given up", () => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.send({ type: "phone.restarted", agent: "anna" });
    expect(desk.last.commands).toContainEqual({ type: "leg.hang-up", legId: dial.legId, cause: "normal" });
    expect(desk.agent("anna").state).toBe("outbound");
  });
});

describe("A10: a restart of the server", () => {
  const report = (dial: Dial, state: "ringing" | "early" | "up", answeredAt?: number) => {
    const shared = {
      callId: dial.callId,
      group: dial.group,
      startedAt: dial.startedAt,
      answeredAt,
      joinedAt: undefined,
    };
    return [
      {
        ...shared,
        legId: dial.legId,
        role: "agent" as const,
        state,
        agent: dial.agent,
        peerLegId: dial.customerLegId,
        from: undefined,
        to: undefined,
        segmentId: dial.segmentId,
        recordingPart: dial.recordingPart,
        phone: dial.phone,
      },
      {
        ...shared,
        legId: dial.customerLegId,
        role: "customer" as const,
        state,
        agent: undefined,
        peerLegId: dial.legId,
        from: { number: "8000", name: undefined },
        to: dial.endpoint.number,
        trunk: dial.endpoint.trunk,
        direction: "outbound" as const,
      },
    ];
  };

  test("while it rings: the call goes on ringing and is answered as if nothing had been", () => {
    const desk = atWork();
    const dial = dialled(desk);
    desk.restart(report(dial, "ringing"));
    expect(desk.callOf(dial.customerLegId)?.state).toBe("dialing");
    desk.lift(dial);
    expect(desk.agent("anna").state).toBe("talking");
  });

  test("answered meanwhile: a talk since the true moment", () => {
    const desk = atWork();
    const dial = dialled(desk);
    const answeredAt = desk.now + 2_000;
    desk.wait(5_000);
    desk.restart(report(dial, "up", answeredAt));
    expect(segments(desk)).toMatchObject([{ segmentId: dial.segmentId, bridgedAt: answeredAt }]);
  });

  test("failed meanwhile: the call is given up once the switch's silence is certain", () => {
    const desk = atWork();
    dialled(desk);
    desk.restart([]);
    desk.wait(30_000);
    expect(calls(desk)).toMatchObject([{ state: "ended" }]);
    expect(desk.agent("anna").activity).toBe("idle");
  });

  test.each(["ringing", "up"] as const)(
    "of a call the journal lost, %s: it is taken up with its ids from the legs",
    (state) => {
      const before = atWork();
      const dial = dialled(before);
      const desk = atWork();
      desk.send({ type: "switch.reconciled", legs: report(dial, state, desk.now) });
      expect(desk.callOf(dial.customerLegId)).toMatchObject({
        callId: dial.callId,
        direction: "outbound",
        state: state === "up" ? "talking" : "dialing",
      });
      expect(desk.agent("anna").activity).toBe(state === "up" ? "talking" : "dialing");
      if (state === "up") expect(segments(desk)).toMatchObject([{ segmentId: dial.segmentId, agent: "anna" }]);
    },
  );

  test("a snapshot of before calls could be placed is read, its calls as calls that came in", () => {
    const desk = new Desk();
    desk.comeToWork("anna");
    const { legId } = desk.talk();
    const saved = JSON.parse(JSON.stringify(desk.acd.snapshot())) as AcdSnapshot;
    const older = saved.calls.map(({ direction: _direction, dial: _dial, ...call }) => call);
    const restored = new Acd({ ...saved, calls: older as unknown as AcdSnapshot["calls"] });
    expect(restored.callViews()).toMatchObject([{ customerLegId: legId, direction: "inbound", state: "talking" }]);
    expect(restored.checkInvariants()).toEqual([]);
  });
});

import { expect, test } from "vitest";
import type { LegReport } from "./events.ts";
import type { ListenMode } from "./model.ts";
import { Desk } from "./testing/desk.ts";

/** anna talks; bert, who leads, is 离线 with a phone. */
function talking() {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.comeToWork("bert");
  desk.choose("bert", "offline");
  desk.wait(1_000);
  return { desk, offer, callId: offer.callId };
}

function ask(desk: Desk, callId: string, mode: ListenMode = "listen", agent = "bert") {
  return desk.send({ type: "call.listen-asked", agent, callId, mode, by: `person:${agent}` });
}

function supervise(desk: Desk) {
  const command = desk.last.commands.find(({ type }) => type === "leg.supervise");
  if (command?.type !== "leg.supervise") throw new Error(`nobody's phone rings: ${JSON.stringify(desk.last.commands)}`);
  return command;
}

function listening(mode: ListenMode = "listen") {
  const { desk, offer, callId } = talking();
  ask(desk, callId, mode);
  const { legId } = supervise(desk);
  desk.send({ type: "leg.ringing", legId });
  desk.send({ type: "leg.answered", legId });
  desk.send({ type: "supervisor.asked", legId });
  desk.send({ type: "leg.listening", legId, mode });
  return { desk, offer, callId, legId };
}

const stretches = (desk: Desk) => desk.rows("listens", (row) => `${row.listenId}:${row.seq}`);

test("W15: the leader's phone rings, asks, listens to the agent's leg, and the stretch is on record with who, whom and since when", () => {
  const { desk, offer, callId } = talking();
  ask(desk, callId);
  const { legId } = supervise(desk);
  expect(desk.agent("bert")).toMatchObject({
    state: "listening",
    listening: { callId, agent: "anna", mode: "listen" },
  });
  expect(desk.agent("bert").listening?.present).toBeUndefined();
  desk.send({ type: "leg.answered", legId });
  desk.send({ type: "supervisor.asked", legId });
  expect(desk.last.commands).toEqual([
    { type: "leg.listen", legId, callId, targetLegId: offer.agentLegId, mode: "listen" },
  ]);
  desk.wait(500);
  desk.send({ type: "leg.listening", legId, mode: "listen" });
  expect(desk.agent("bert").listening?.present).toBe("listen");
  expect(stretches(desk)).toMatchObject([
    { leader: "bert", agent: "anna", by: "person:bert", callId, mode: "listen", startedAt: desk.now, group: "repair" },
  ]);
  expect(desk.agent("anna").state).toBe("talking");
});

test("W15: another mode is a new stretch when the switch has confirmed it; leaving closes it and makes the leader what it was", () => {
  const { desk, callId, legId } = listening();
  desk.wait(2_000);
  ask(desk, callId, "barge");
  expect(desk.last.commands).toMatchObject([{ type: "leg.listen", legId, mode: "barge" }]);
  expect(desk.agent("bert").listening).toMatchObject({ mode: "barge", present: "listen" });
  desk.send({ type: "leg.listening", legId, mode: "barge" });
  desk.wait(3_000);
  desk.send({ type: "call.listen-end-asked", agent: "bert" });
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId, cause: "normal" }]);
  const [first, second] = stretches(desk);
  expect([first?.mode, (first?.endedAt ?? 0) - (first?.startedAt ?? 0)]).toEqual(["listen", 2_000]);
  expect([second?.mode, second?.startedAt, second?.endedAt]).toEqual(["barge", first?.endedAt, desk.now]);
  expect(desk.agent("bert")).toMatchObject({ state: "offline", listening: undefined });
});

test("W15: a mode the switch could not give leaves the former; a phone that is not reached frees the leader", () => {
  const { desk, callId, legId } = listening();
  ask(desk, callId, "whisper");
  desk.send({ type: "command.failed", legId, command: "leg.listen", detail: "refused" });
  expect(desk.agent("bert").listening).toMatchObject({ mode: "listen", present: "listen" });
  const other = talking();
  ask(other.desk, other.callId);
  const failed = supervise(other.desk);
  other.desk.send({ type: "command.failed", legId: failed.legId, command: "leg.supervise", detail: "busy" });
  expect(other.desk.agent("bert").state).toBe("offline");
  expect(stretches(other.desk)).toEqual([]);
});

test("W15: a leader who never came into the talk is let go after half a minute", () => {
  const { desk, callId } = talking();
  ask(desk, callId);
  desk.wait(30_000);
  expect(desk.agent("bert").state).toBe("offline");
});

test("W15: a leader who listens is offered no call, and is as soon as it left", () => {
  const { desk } = listening();
  desk.choose("bert", "online");
  desk.arrive();
  expect(desk.agent("bert").state).toBe("listening");
  desk.send({ type: "call.listen-end-asked", agent: "bert" });
  expect(desk.agent("bert").state).toBe("ringing");
});

test("W15: whatever ends the talk ends the listening", () => {
  for (const end of [
    ({ desk, offer }: ReturnType<typeof listening>) => desk.end(offer.legId),
    ({ desk, offer }: ReturnType<typeof listening>) => desk.end(offer.agentLegId),
    ({ desk, offer, callId }: ReturnType<typeof listening>) => {
      desk.send({ type: "call.hang-up-asked", agent: "anna", callId });
      desk.end(offer.agentLegId);
    },
  ]) {
    const scene = listening();
    end(scene);
    expect(scene.desk.last.commands).toContainEqual({ type: "leg.hang-up", legId: scene.legId, cause: "normal" });
    expect(scene.desk.agent("bert").state).toBe("offline");
    expect(stretches(scene.desk)[0]?.endedAt).toBe(scene.desk.now);
  }
});

test("W15: the agent's phone is lost and comes back: the leader waits meanwhile and hears the new leg", () => {
  const { desk, offer, legId } = listening();
  desk.end(offer.agentLegId, "media-lost", "lost");
  desk.askAfterTalk(offer, "media-lost");
  const back = desk.offer;
  desk.send({ type: "supervisor.asked", legId });
  expect(desk.last.commands).toEqual([]);
  desk.answer(back);
  desk.send({ type: "supervisor.asked", legId });
  expect(desk.last.commands).toMatchObject([{ type: "leg.listen", legId, targetLegId: back.agentLegId }]);
  expect(desk.agent("bert").state).toBe("listening");
});

test("W15: the leader hangs up, reloads its page, signs out or leaves the configuration: the talk goes on", () => {
  const leave: ((scene: ReturnType<typeof listening>) => void)[] = [
    ({ desk, legId }) => desk.end(legId),
    ({ desk }) => desk.send({ type: "phone.restarted", agent: "bert" }),
    ({ desk }) => desk.send({ type: "agent.signed-out", agent: "bert", by: "bert" }),
  ];
  for (const leaves of leave) {
    const scene = listening("whisper");
    leaves(scene);
    expect(scene.desk.agent("bert").listening).toBeUndefined();
    expect(scene.desk.agent("bert").state).toBe("offline");
    expect(scene.desk.callOf(scene.offer.legId)?.state).toBe("talking");
  }
});

test("W15: nobody is listened to who does not talk, nor by who has a call, listens elsewhere, has no phone or is signed out", () => {
  const { desk, callId } = talking();
  expect(ask(desk, "nowhere").ignored).toBe("nobody talks in this call");
  expect(ask(desk, callId, "listen", "anna").ignored).toBe("it is the leader's own call");
  desk.send({ type: "phone.lost", agent: "bert", phone: "browser" });
  expect(ask(desk, callId).ignored).toBe("the leader has no phone");
  desk.send({ type: "agent.signed-out", agent: "bert", by: "bert" });
  expect(ask(desk, callId).ignored).toBe("the leader is not signed in");
  expect(desk.agent("bert").listening).toBeUndefined();
});

test("W15: taking over, the agent is in ACW at once, and the customer goes to the leader's phone, which answers by itself", () => {
  const { desk, offer, callId, legId } = listening();
  desk.wait(5_000);
  desk.send({ type: "call.take-over-asked", agent: "bert", callId, by: "person:bert" });
  expect(desk.last.commands).toMatchObject([
    { type: "leg.hang-up", legId, cause: "normal" },
    { type: "leg.offer", legId: offer.legId },
  ]);
  expect(desk.agent("anna").state).toBe("acw");
  const taken = desk.offer;
  desk.end(offer.agentLegId, "normal", "us");
  expect(taken).toMatchObject({ agent: "bert", callId, resume: true, ringback: "music", recordingPart: 1 });
  expect(taken.segmentId).not.toBe(offer.segmentId);
  desk.answer(taken);
  expect(desk.agent("bert").state).toBe("talking");
  expect(desk.callOf(offer.legId)).toMatchObject({ callId, segment: { agent: "bert" } });
  const log = desk.rows("agent_state_changes", (row) => `${row.agent}:${row.seq}`);
  expect(log.findLast(({ agent }) => agent === "anna")).toMatchObject({ state: "acw", why: "taken-over" });
  expect(desk.rows("decisions", (row) => `${row.callId}:${row.seq}`).at(-1)).toMatchObject({
    rule: "taken-over",
    chosen: "bert",
  });
  expect(desk.agent("anna").takenOver).toEqual({ callId, by: "bert" });
  desk.send({ type: "agent.acw-ended", agent: "anna", by: "anna" });
  expect(desk.agent("anna").takenOver).toEqual({ callId, by: "bert" });
  desk.arrive();
  expect(desk.agent("anna").takenOver).toBeUndefined();
});

test("W15: a take-over that the leader's phone does not answer leaves the customer at the head of the queue", () => {
  const { desk, offer, callId } = talking();
  const earlier = desk.callOf(offer.legId)?.arrivedAt;
  desk.send({ type: "call.take-over-asked", agent: "bert", callId, by: "person:bert" });
  const taken = desk.offer;
  desk.end(offer.agentLegId, "normal", "us");
  const second = desk.arrive();
  desk.askAfterOffer(taken, "busy");
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "waiting", arrivedAt: earlier });
  desk.send({ type: "agent.acw-ended", agent: "anna", by: "anna" });
  expect(desk.callOf(offer.legId)?.offer?.agent).toBe("anna");
  expect(desk.callOf(second)?.state).toBe("waiting");
});

test("W15: the server was killed: a leader's leg the engine knows is as its variables say, one it never heard of is taken up", () => {
  const { desk, offer, callId, legId } = listening();
  desk.wait(1_000);
  desk.restart([...talkReports(desk, offer), report(desk, legId, { callId, mode: "barge" })]);
  expect(desk.agent("bert").listening).toMatchObject({ mode: "barge", present: "barge" });
  const fresh = talking();
  fresh.desk.restart([
    ...talkReports(fresh.desk, fresh.offer),
    report(fresh.desk, "listener", { callId: fresh.callId, mode: "whisper", segmentId: fresh.offer.segmentId }),
  ]);
  expect(fresh.desk.agent("bert").listening).toMatchObject({ agent: "anna", present: "whisper" });
  expect(stretches(fresh.desk)).toMatchObject([{ listenId: "listen-1", by: "person:bert", mode: "whisper" }]);
});

test("W15: after a restart a leader's leg whose talk is over is hung up, and one that is gone frees its leader", () => {
  const { desk, offer, callId, legId } = listening();
  desk.restart(talkReports(desk, offer));
  desk.wait(3_000);
  expect(desk.agent("bert").state).toBe("offline");
  desk.send({ type: "switch.reconciled", legs: [report(desk, "stray", { callId: "another", mode: "listen" })] });
  expect(desk.last.commands).toContainEqual({ type: "leg.hang-up", legId: "stray", cause: "normal" });
  expect([callId, legId]).toBeDefined();
});

function report(desk: Desk, legId: string, of: { callId: string; mode: ListenMode; segmentId?: string }): LegReport {
  return {
    legId,
    role: "supervisor",
    state: "up",
    callId: of.callId,
    agent: "bert",
    peerLegId: undefined,
    from: undefined,
    to: undefined,
    group: undefined,
    joinedAt: undefined,
    startedAt: desk.now,
    segmentId: of.segmentId,
    listen: { listenId: "listen-1", mode: of.mode, by: "person:bert" },
  };
}

function talkReports(desk: Desk, offer: ReturnType<typeof talking>["offer"]): LegReport[] {
  const shared = { callId: offer.callId, group: offer.group, joinedAt: offer.joinedAt, state: "up" } as const;
  const none = { from: undefined, to: undefined, startedAt: desk.now } as const;
  return [
    { ...shared, ...none, legId: offer.legId, role: "customer", agent: undefined, peerLegId: offer.agentLegId },
    { ...shared, ...none, legId: offer.agentLegId, role: "agent", agent: "anna", peerLegId: offer.legId },
  ];
}

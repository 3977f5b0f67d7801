import { expect, test } from "vitest";
import type { LegReport } from "./events.ts";
import type { ConsultStep } from "./model.ts";
import { deployment, threeLevels } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

/* S13 where more than one had to do with the customer: only who hangs up last and leaves the customer behind is rated. */

const shape = {
  agents: { anna: { repair: 1 }, bert: { repair: 1 }, cora: { supply: 1 } },
  groups: { repair: { wrapUpMs: 10_000 }, supply: { wrapUpMs: 5_000 } },
  survey: threeLevels,
};

/** Anna talks with a customer; cora is there to be consulted. */
class Talk {
  readonly desk = new Desk(deployment(shape));
  readonly offer: Desk["offer"];

  constructor() {
    this.desk.comeToWork("anna");
    this.offer = this.desk.talk();
    this.desk.comeToWork("cora");
    this.desk.wait(20_000);
  }

  get call() {
    const call = this.desk.acd.snapshot().calls.find(({ callId }) => callId === this.offer.callId);
    if (call === undefined) throw new Error("the call is over");
    return call;
  }

  /** Cora answers, and the customer hears music. */
  consult(): string {
    const { desk, offer } = this;
    const target = { kind: "agent", agent: "cora" } as const;
    desk.send({ type: "call.consult-asked", agent: "anna", callId: offer.callId, target });
    const legId = this.call.consult?.legId ?? "";
    desk.askAfterTalk(offer, "normal");
    desk.send({ type: "leg.ringing", legId });
    desk.send({ type: "leg.answered", legId });
    desk.send({ type: "legs.bridged", customerLegId: offer.agentLegId, agentLegId: legId });
    return legId;
  }

  step(step: ConsultStep): void {
    this.desk.send({ type: "call.consult-step-asked", agent: "anna", callId: this.offer.callId, step });
  }

  join(...legIds: string[]): void {
    for (const legId of legIds) this.desk.send({ type: "leg.joined", legId, room: this.call.room });
  }

  /** Left alone in the room, the customer's leg asks. */
  isAlone(): void {
    this.desk.send({ type: "leg.asked", legId: this.offer.legId, after: "room" });
  }

  /** Agents and customer in one room. */
  conference(): string {
    const other = this.consult();
    this.step("conference");
    this.desk.send({ type: "leg.asked", legId: this.offer.agentLegId, after: "talk", agentLegId: other });
    this.join(other, this.offer.agentLegId, this.offer.legId);
    return other;
  }

  /** Cora has the customer, anna is out. */
  completed(): string {
    const other = this.consult();
    this.step("complete");
    this.desk.end(this.offer.agentLegId, "normal", "us");
    this.join(other, this.offer.legId);
    return other;
  }

  ratings() {
    return this.desk.rows("ratings", (row) => row.callId);
  }

  state() {
    return this.desk.callOf(this.offer.legId)?.state;
  }
}

test("S13: who passed the customer on and hangs up then is not rated, and the customer waits on", () => {
  const talk = new Talk();
  const { desk, offer } = talk;
  desk.choose("cora", "break", "lunch");
  const target = { kind: "group", group: "supply" } as const;
  desk.send({ type: "call.transfer-asked", agent: "anna", callId: offer.callId, target });
  desk.end(offer.agentLegId, "normal", "party");
  desk.askAfterTalk(offer, "normal");
  expect(talk.state()).toBe("waiting");
  expect(talk.ratings()).toEqual([]);
});

const orders = [
  ["the agent's leg ends first", (end: () => void, ask: () => void) => (end(), ask())],
  ["the customer's leg asks first", (end: () => void, ask: () => void) => (ask(), end())],
] as const;

test.each(orders)("S13: after a completed consult who took the customer is rated; %s", (_, inOrder) => {
  const talk = new Talk();
  const other = talk.completed();
  expect(talk.ratings()).toEqual([]);
  inOrder(
    () => talk.desk.end(other),
    () => talk.isAlone(),
  );
  expect(talk.state()).toBe("surveying");
  expect(talk.ratings()).toMatchObject([{ agent: "cora", state: "asked" }]);
  expect(talk.desk.agent("cora").state).toBe("acw");
});

test("S13: the consulting agent hangs up and so leaves the customer to the other: only that one's hang-up is asked about", () => {
  const talk = new Talk();
  const other = talk.consult();
  talk.desk.end(talk.offer.agentLegId);
  talk.join(other, talk.offer.legId);
  expect([talk.state(), ...talk.ratings()]).toEqual(["talking"]);
  talk.desk.end(other);
  talk.isAlone();
  expect(talk.ratings()).toMatchObject([{ agent: "cora" }]);
});

test("S13: the consulting agent hangs up while the other's phone rings: the customer goes to the queue unasked", () => {
  const talk = new Talk();
  const { desk, offer } = talk;
  const target = { kind: "agent", agent: "cora" } as const;
  desk.send({ type: "call.consult-asked", agent: "anna", callId: offer.callId, target });
  desk.askAfterTalk(offer, "normal");
  desk.end(offer.agentLegId);
  expect(talk.state()).toBe("waiting");
  expect(talk.ratings()).toEqual([]);
});

test("S13: who swapped back to the customer and hangs up is rated, and the other, parked, is let go", () => {
  const talk = new Talk();
  const { desk, offer } = talk;
  const other = talk.consult();
  talk.step("swap");
  desk.send({ type: "leg.asked", legId: offer.agentLegId, after: "talk", agentLegId: other });
  talk.join(offer.agentLegId, offer.legId);
  desk.end(offer.agentLegId);
  expect(desk.last.commands).toContainEqual({ type: "leg.hang-up", legId: other, cause: "normal" });
  talk.isAlone();
  expect(talk.state()).toBe("surveying");
  expect(talk.ratings()).toMatchObject([{ agent: "anna" }]);
});

test.each(orders)(
  "S13: in a conference only the last agent's hang-up is asked about, the agent's who stayed; %s",
  (_, inOrder) => {
    for (const last of ["anna", "cora"]) {
      const talk = new Talk();
      const other = talk.conference();
      const [first, second] = last === "cora" ? [talk.offer.agentLegId, other] : [other, talk.offer.agentLegId];
      talk.desk.end(first);
      expect([talk.state(), ...talk.ratings()]).toEqual(["talking"]);
      inOrder(
        () => talk.desk.end(second),
        () => talk.isAlone(),
      );
      expect(talk.ratings()).toMatchObject([{ agent: last, state: "asked" }]);
    }
  },
);

test("S13: both agents of a conference hang up before the customer's leg says so: the last one told of is rated", () => {
  const talk = new Talk();
  const other = talk.conference();
  talk.isAlone();
  talk.desk.end(talk.offer.agentLegId);
  talk.desk.end(other);
  expect(talk.ratings()).toMatchObject([{ agent: "cora" }]);
});

test("S13: the customer of a conference hangs up: nobody is asked", () => {
  const talk = new Talk();
  talk.conference();
  talk.desk.end(talk.offer.legId);
  expect(talk.ratings()).toEqual([]);
});

test("S13: a phone lost in a conference or after it is no hang-up: the other talks on, or the agent is called back", () => {
  const talk = new Talk();
  const other = talk.conference();
  talk.desk.end(talk.offer.agentLegId, "media-lost", "lost");
  expect([talk.state(), ...talk.ratings()]).toEqual(["talking"]);
  talk.desk.end(other, "media-lost", "lost");
  talk.isAlone();
  talk.desk.wait(60_000);
  expect(talk.ratings()).toEqual([]);
});

test("S13: the agent hangs up while the customer is on hold: it is asked, and the hold is over", () => {
  const talk = new Talk();
  const { desk, offer } = talk;
  desk.send({ type: "call.hold-asked", agent: "anna", callId: offer.callId, on: true });
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  desk.wait(3_000);
  desk.end(offer.agentLegId);
  desk.askAfterTalk(offer, "normal");
  expect(talk.ratings()).toMatchObject([{ agent: "anna", state: "asked" }]);
  expect(desk.rows("segments", (row) => row.segmentId)).toMatchObject([{ state: "ended", heldMs: 3_000 }]);
});

/** Bert, who leads, listens to anna. */
function listenedTo(talk: Talk, mode: "listen" | "barge"): string {
  const { desk, offer } = talk;
  desk.comeToWork("bert");
  desk.choose("bert", "offline");
  desk.send({ type: "call.listen-asked", agent: "bert", callId: offer.callId, mode, by: "person:bert" });
  const ring = desk.last.commands.find(({ type }) => type === "leg.supervise");
  const legId = ring?.legId ?? "";
  desk.send({ type: "leg.answered", legId });
  desk.send({ type: "supervisor.asked", legId });
  desk.send({ type: "leg.listening", legId, mode });
  return legId;
}

test.each(["listen", "barge"] as const)(
  "S13: the agent hangs up while a leader is in the talk (%s): the agent is rated, and the leader's phone is let go",
  (mode) => {
    const talk = new Talk();
    const { desk, offer } = talk;
    const leader = listenedTo(talk, mode);
    desk.end(offer.agentLegId);
    expect(desk.last.commands).toContainEqual({ type: "leg.hang-up", legId: leader, cause: "normal" });
    desk.askAfterTalk(offer, "normal");
    expect(talk.state()).toBe("surveying");
    expect(talk.ratings()).toMatchObject([{ agent: "anna" }]);
    desk.end(leader, "normal", "us");
    expect(talk.ratings()).toMatchObject([{ agent: "anna", state: "asked" }]);
  },
);

test("S13: a leader took the customer over: the agent is not rated, the leader is, when the leader hangs up", () => {
  const talk = new Talk();
  const { desk, offer } = talk;
  listenedTo(talk, "listen");
  desk.send({ type: "call.take-over-asked", agent: "bert", callId: offer.callId, by: "person:bert" });
  const taken = desk.offer;
  desk.end(offer.agentLegId, "normal", "us");
  desk.answer(taken);
  expect([talk.state(), ...talk.ratings()]).toEqual(["talking"]);
  desk.end(taken.agentLegId);
  desk.askAfterTalk(taken, "normal");
  expect(talk.ratings()).toMatchObject([{ agent: "bert", segmentId: taken.segmentId }]);
});

test("S13: the journal knows only of the conference: the leg's survey tells who had the customer last, and nobody is left in the call", () => {
  const talk = new Talk();
  talk.conference();
  const { consult, callId, group, customerLegId: legId } = talk.call;
  const { now } = talk.desk;
  const survey = {
    part: "ask",
    levels: 3,
    segmentId: consult?.segmentId ?? "",
    agent: "cora",
    askedAt: now,
    keys: "1",
  } as const;
  const nobody = { agent: undefined, peerLegId: undefined, from: undefined, to: "100" };
  const report: LegReport = {
    legId,
    role: "customer",
    state: "up",
    callId,
    ...nobody,
    group,
    joinedAt: now,
    startedAt: now,
    survey,
  };
  talk.desk.restart([report]);
  expect(talk.state()).toBe("surveying");
  expect(talk.ratings()).toMatchObject([{ agent: "cora", level: 1 }]);
  expect(["anna", "cora"].map((name) => talk.desk.agent(name).state)).toEqual(["acw", "acw"]);
  expect(talk.desk.rows("segments", (row) => row.segmentId).map(({ state }) => state)).toEqual(["ended", "ended"]);
});

import { describe, expect, test } from "vitest";
import type { AgentView, CallView } from "#lib/live/live-state.ts";
import { currentCall } from "./current-call.ts";

const me = { agent: "zhang-san", state: "ringing" } as AgentView;
const view = (over: Partial<CallView> = {}): CallView => ({
  callId: "c1",
  direction: "inbound",
  state: "offered",
  from: { number: "13800138000", name: "王护士" },
  to: "8000",
  group: "repair",
  arrivedAt: 1000,
  entryId: undefined,
  joinedAt: undefined,
  customerLegId: "l1",
  dial: undefined,
  offer: undefined,
  segment: undefined,
  consult: undefined,
  ...over,
});
const offer = { offerId: "o1", agent: "zhang-san", agentLegId: "l2", offeredAt: 1500, ringingAt: undefined };
const segment = {
  segmentId: "s1",
  agent: "zhang-san",
  agentLegId: "l2",
  bridgedAt: 2000,
  muted: false,
  heldAt: undefined,
};
const sip = {
  callId: "c1",
  phase: "ringing",
  resumes: false,
  placed: undefined,
  fromNumber: "13800138000",
  fromName: undefined,
} as const;
const world = { me, view: undefined, sip: undefined, simulated: false, phoneHere: true };

test("a talk whose customer is on hold is a talk that says since when (A6)", () => {
  const talking = { ...sip, phase: "talking" } as const;
  const held = { ...segment, heldAt: 2500 };
  const current = currentCall({ ...world, view: view({ state: "talking", segment: held }), sip: talking });
  expect(current).toMatchObject({ phase: "talking", bridgedAt: 2000, heldAt: 2500 });
});

test("an offer the server told of shows at once with name and number, before the phone rings here (W5)", () => {
  const current = currentCall({ ...world, view: view({ offer }) });
  expect(current).toMatchObject({ phase: "ringing", name: "王护士", number: "13800138000", to: "8000", here: false });
});

test("an INVITE that comes before the server's message shows the call by itself", () => {
  expect(currentCall({ ...world, sip })).toMatchObject({ phase: "ringing", number: "13800138000", here: true });
});

test("once the phone rings here the call can be answered here", () => {
  expect(currentCall({ ...world, view: view({ offer }), sip })).toMatchObject({ phase: "ringing", here: true });
});

test("a phone that rings for another call than the server tells of is not this call's", () => {
  expect(currentCall({ ...world, view: view({ offer }), sip: { ...sip, callId: "c0" } }).here).toBe(false);
});

test("between the click and the bridge the call is being answered", () => {
  const answering = { ...sip, phase: "answering" } as const;
  expect(currentCall({ ...world, view: view({ offer }), sip: answering }).phase).toBe("answering");
});

describe("A10: a call the agent places", () => {
  const placed = { ...sip, callId: undefined, phase: "dialing", placed: { number: "13900001111" } } as const;
  const dial = { agent: "zhang-san", agentLegId: "l2", startedAt: 1500, ringingAt: 1700, early: false } as const;
  const out = view({ direction: "outbound", state: "dialing", to: "13900001111", offer: undefined, dial } as never);

  test("before the server has heard of it, it is what this phone calls", () => {
    expect(currentCall({ ...world, sip: { ...placed, fromNumber: "13900001111" } })).toMatchObject({
      phase: "dialing",
      number: "13900001111",
      outbound: true,
      here: true,
    });
  });

  test("then the server says whether it rings, and it is with whom was called", () => {
    expect(currentCall({ ...world, view: out, sip: placed })).toMatchObject({
      phase: "dialing",
      callId: "c1",
      number: "13900001111",
      dial: { ringingAt: 1700 },
    });
  });

  test("answered at the server and not yet here, it is a talk and not one that is taken back", () => {
    const talk = view({ direction: "outbound", state: "talking", to: "13900001111", segment });
    expect(currentCall({ ...world, view: talk, sip: placed })).toMatchObject({ phase: "talking", outbound: true });
  });
});

test("a bridged call is a talk from the server's instant of the bridge", () => {
  const talking = { ...sip, phase: "talking" } as const;
  const current = currentCall({ ...world, view: view({ state: "talking", segment }), sip: talking });
  expect(current).toMatchObject({ phase: "talking", bridgedAt: 2000, here: true });
});

test("a talk without a phone call in this page, which should have it, is being taken back", () => {
  expect(currentCall({ ...world, view: view({ state: "talking", segment }) }).phase).toBe("restarting");
});

test("a talk whose phone is in another page is shown as a talk that is not here", () => {
  const current = currentCall({ ...world, view: view({ state: "talking", segment }), phoneHere: false });
  expect(current).toMatchObject({ phase: "talking", here: false });
});

test("a resumed INVITE is taken back, not rung", () => {
  expect(currentCall({ ...world, sip: { ...sip, resumes: true } }).phase).toBe("restarting");
});

test("a talk goes on without the server's word while the live socket is lost", () => {
  expect(currentCall({ ...world, me: undefined, sip: { ...sip, phase: "talking" } })).toMatchObject({
    phase: "talking",
    here: true,
  });
});

test("on the simulated switch the buttons work without a phone", () => {
  const current = currentCall({ ...world, simulated: true, view: view({ state: "talking", segment }) });
  expect(current).toMatchObject({ phase: "talking", here: true });
});

test("after the talk the after-call work shows, and else nothing", () => {
  expect(currentCall({ ...world, me: { ...me, state: "acw" } }).phase).toBe("acw");
  expect(currentCall({ ...world, me: { ...me, state: "online" } }).phase).toBe("none");
});

const consult: NonNullable<CallView["consult"]> = {
  consultId: "k1",
  by: "wang-fang",
  target: { kind: "agent", agent: "zhang-san" },
  agent: "zhang-san",
  legId: "l3",
  state: "ringing",
  with: "target",
  startedAt: 3000,
  answeredAt: undefined,
  muted: false,
};
const colleagues = { ...segment, agent: "wang-fang" };

test("an agent who is consulted rings, answers and talks, with the customer's name, though the talk is another's (A8)", () => {
  const asked = view({ state: "talking", segment: colleagues, consult });
  expect(currentCall({ ...world, view: asked, sip })).toMatchObject({ phase: "ringing", name: "王护士", here: true });
  const answering = { ...sip, phase: "answering" } as const;
  expect(currentCall({ ...world, view: asked, sip: answering }).phase).toBe("answering");
  const talks = view({
    state: "talking",
    segment: colleagues,
    consult: { ...consult, state: "talking", answeredAt: 4000 },
  });
  const talking = { ...sip, phase: "talking" } as const;
  expect(currentCall({ ...world, view: talks, sip: talking })).toMatchObject({
    phase: "talking",
    bridgedAt: 4000,
    consult: { role: "target", place: "agents", other: "wang-fang" },
  });
});

test("an agent who consults is in its own talk all the while (A8)", () => {
  const talking = { ...sip, phase: "talking" } as const;
  const asks = view({ state: "talking", segment, consult: { ...consult, by: "zhang-san", agent: "wang-fang" } });
  expect(currentCall({ ...world, view: asks, sip: talking })).toMatchObject({
    phase: "talking",
    bridgedAt: 2000,
    consult: { role: "by", place: "calling", other: "wang-fang" },
  });
});

test("a call offered to somebody else is not mine", () => {
  expect(currentCall({ ...world, view: view({ offer: { ...offer, agent: "li-si" } }) }).phase).toBe("none");
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bringOnline, TestCall } from "../http/testing/test-call.ts";
import type { Asker } from "../http/testing/test-app.ts";
import { testApp, type TestApp } from "../http/testing/test-app.ts";

let it: TestApp;
let owner: Asker;
let other: Asker;
let manager: Asker;
let call: TestCall;

beforeAll(async () => {
  it = await testApp();
  owner = await it.signIn("zhang-wei");
  other = await it.signIn("li-na");
  manager = await it.signIn("qian-jun");
});
afterAll(() => it.close());

beforeEach(() => {
  if (it.engine.agentView("zhang-wei")?.activity === "acw") {
    it.engine.submit({ type: "agent.acw-ended", agent: "zhang-wei", by: "test" });
  }
  bringOnline(it.engine, "zhang-wei");
  call = new TestCall(it.engine);
  return () => {
    if (it.engine.callView(call.callId) !== undefined) call.end();
  };
});

function commands(type: string): readonly object[] {
  return it.engine.commands.filter((command) => command.type === type);
}

describe("A10: a call one places", () => {
  const callOf = () => it.engine.callViews().find(({ dial }) => dial?.agent === "zhang-wei");

  beforeEach(() => {
    call.end();
    it.engine.submit({
      type: "call.placed",
      legId: `phone-${it.engine.now()}`,
      agent: "zhang-wei",
      phone: "browser",
      number: "13900001111",
      via: "click",
    });
  });

  test("its agent may hang up before anybody answers, and neither hold nor mute; nobody else may do anything", async () => {
    const callId = callOf()?.callId ?? "";
    expect(callId).not.toBe("");
    expect((await owner.ask("POST", `/calls/${callId}/hold`, { on: true })).body).toMatchObject({
      code: "call.not-talking",
    });
    expect((await other.ask("POST", `/calls/${callId}/hang-up`)).body).toMatchObject({ code: "call.not-yours" });
    expect((await owner.ask("POST", `/calls/${callId}/hang-up`)).status).toBe(202);
    expect(it.engine.events.at(-1)).toEqual({ type: "call.hang-up-asked", agent: "zhang-wei", callId });
    expect(callOf()).toBeUndefined();
  });
});

describe("a call that rings", () => {
  test("its agent may lift the simulated phone, and nobody else", async () => {
    call.ring();
    expect((await other.ask("POST", `/calls/${call.callId}/answer`)).problem.code).toBe("call.not-yours");
    expect((await owner.ask("POST", `/calls/${call.callId}/answer`)).status).toBe(202);
    const legId = it.engine.callView(call.callId)?.offer?.agentLegId;
    expect(it.engine.phoneWork.filter((work) => work.startsWith("answer"))).toEqual([`answer ${legId}`]);
  });

  test("with a real switch the API lifts no phone", async () => {
    call.ring();
    const { phones } = it.engine;
    it.engine.phones = undefined;
    const answer = await owner.ask("POST", `/calls/${call.callId}/answer`);
    it.engine.phones = phones;
    expect(answer.problem).toMatchObject({ status: 409, code: "call.real-phone" });
  });

  test("its agent may reject it, the caller waits on and the agent is not offered it at once again", async () => {
    call.ring();
    const answer = await owner.ask("POST", `/calls/${call.callId}/reject`);
    expect(answer.status).toBe(202);
    expect(answer.body).toBe("");
    expect(it.engine.events.at(-1)).toEqual({ type: "offer.rejected", agent: "zhang-wei", callId: call.callId });
    expect(it.engine.callView(call.callId)).toBeDefined();
  });

  test("hanging up what only rings rejects it", async () => {
    call.ring();
    expect((await owner.ask("POST", `/calls/${call.callId}/hang-up`)).status).toBe(202);
    expect(it.engine.events.at(-1)).toMatchObject({ type: "offer.rejected" });
  });

  test("nobody else may reject, hang up or mute it, and nothing reaches the engine", async () => {
    call.ring();
    const events = it.engine.events.length;
    for (const what of ["reject", "hang-up"]) {
      expect((await other.ask("POST", `/calls/${call.callId}/${what}`)).problem).toMatchObject({
        status: 409,
        code: "call.not-yours",
      });
      expect((await manager.ask("POST", `/calls/${call.callId}/${what}`)).problem.code).toBe("agent.not-an-agent");
    }
    expect((await other.ask("POST", `/calls/${call.callId}/mute`, { on: true })).problem.code).toBe("call.not-yours");
    expect((await owner.ask("POST", `/calls/${call.callId}/mute`, { on: true })).problem.code).toBe("call.not-talking");
    expect(it.engine.events).toHaveLength(events);
  });
});

describe("a talk", () => {
  test("its agent mutes, unmutes and ends it (A2, A5)", async () => {
    call.ring().answer();
    expect((await owner.ask("POST", `/calls/${call.callId}/mute`, { on: true })).status).toBe(202);
    expect(it.engine.commands.at(-1)).toMatchObject({ type: "leg.mute", on: true });
    expect((await owner.ask("POST", `/calls/${call.callId}/mute`, { on: false })).status).toBe(202);
    expect(it.engine.commands.at(-1)).toMatchObject({ type: "leg.mute", on: false });
    const before = commands("leg.hang-up").length;
    expect((await owner.ask("POST", `/calls/${call.callId}/hang-up`)).status).toBe(202);
    expect(commands("leg.hang-up").length).toBeGreaterThan(before);
  });

  test("its agent holds and retrieves; the switch's word makes it so, and a held talk cannot be muted (A6)", async () => {
    call.ring().answer();
    const hold = (on: boolean) => owner.ask("POST", `/calls/${call.callId}/hold`, { on });
    expect((await hold(true)).status).toBe(202);
    const command = it.engine.commands.at(-1);
    expect(command).toMatchObject({ type: "leg.hold" });
    expect(it.engine.callView(call.callId)?.segment?.heldAt).toBeUndefined();
    it.engine.submit({ type: "leg.held", legId: command?.legId ?? "" });
    expect(it.engine.callView(call.callId)?.segment?.heldAt).toBe(it.engine.now());
    expect(it.engine.agentViews().map(({ state }) => state)).toContain("held");
    expect((await owner.ask("POST", `/calls/${call.callId}/mute`, { on: true })).problem.code).toBe("call.held");
    it.engine.advance(4_000);
    expect((await hold(false)).status).toBe(202);
    it.engine.submit({ type: "leg.retrieved", legId: command?.legId ?? "" });
    expect(it.engine.callView(call.callId)?.segment?.heldAt).toBeUndefined();
  });

  test("its agent passes it on, and hears why where that cannot be (A7)", async () => {
    call.ring().answer();
    const transfer = (who: typeof owner, body: object) => who.ask("POST", `/calls/${call.callId}/transfer`, body);
    const refused = async (body: object) => (await transfer(owner, body)).problem.code;
    expect(await refused({ kind: "agent", agent: "nobody" })).toBe("call.target-unknown");
    expect(await refused({ kind: "agent", agent: "zhang-wei" })).toBe("call.target-self");
    expect(await refused({ kind: "agent", agent: "li-na" })).toBe("call.target-away");
    expect(await refused({ kind: "agent" })).toBe("request.invalid");
    expect(await refused({ kind: "agent", agent: "{sip_h_X=1}9000" })).toBe("call.target-unknown");
    expect(await refused({ kind: "agent", agent: "x".repeat(5_000) })).toBe("request.invalid");
    expect((await transfer(other, { kind: "group", group: "repair" })).problem.code).toBe("call.not-yours");
    expect((await transfer(manager, { kind: "group", group: "repair" })).problem.code).toBe("agent.not-an-agent");
    expect(it.engine.callView(call.callId)?.segment?.agent).toBe("zhang-wei");
    bringOnline(it.engine, "li-na");
    expect((await transfer(owner, { kind: "agent", agent: "li-na" })).status).toBe(202);
    expect(it.engine.callView(call.callId)?.offer?.agent).toBe("li-na");
    expect(it.engine.agentView("zhang-wei")?.state).toBe("acw");
    it.engine.submit({ type: "agent.signed-out", agent: "li-na", by: "test" });
  });

  test("holding what only rings, another's talk or with a strange body is refused and nothing reaches the engine", async () => {
    call.ring();
    const events = it.engine.events.length;
    const hold = (who: typeof owner, body: object) => who.ask("POST", `/calls/${call.callId}/hold`, body);
    expect((await hold(owner, { on: true })).problem.code).toBe("call.not-talking");
    expect((await hold(other, { on: true })).problem.code).toBe("call.not-yours");
    expect((await hold(manager, { on: true })).problem.code).toBe("agent.not-an-agent");
    expect((await hold(owner, { on: "yes" })).problem.status).toBe(400);
    expect(it.engine.events).toHaveLength(events);
  });

  test("rejecting it says that it rings no more, another agent's hang-up that it is not theirs", async () => {
    call.ring().answer();
    expect((await owner.ask("POST", `/calls/${call.callId}/reject`)).problem).toMatchObject({
      status: 409,
      code: "call.not-ringing",
    });
    expect((await other.ask("POST", `/calls/${call.callId}/hang-up`)).problem.code).toBe("call.not-yours");
    expect((await other.ask("POST", `/calls/${call.callId}/mute`, { on: true })).problem.code).toBe("call.not-yours");
  });

  test("one that is over, one that never was and ids of another form are said to be so", async () => {
    call.ring().answer().end();
    expect((await owner.ask("POST", `/calls/${call.callId}/hang-up`)).problem).toMatchObject({
      status: 404,
      code: "call.unknown",
    });
    expect((await owner.ask("POST", "/calls/never/hang-up")).problem.code).toBe("call.unknown");
    expect((await owner.ask("POST", "/calls/%F0%9F%98%80/hang-up")).problem.code).toBe("request.invalid");
    expect((await owner.ask("POST", `/calls/${call.callId}/mute`, {})).problem.code).toBe("request.invalid");
    expect((await owner.ask("POST", `/calls/${call.callId}/mute`, { on: "maybe" })).problem.code).toBe(
      "request.invalid",
    );
  });
});

describe("the demo call", () => {
  test("anyone signed in has the switch call a number of their own group, or the one named", async () => {
    expect((await owner.ask("POST", "/demo/calls", {})).body).toEqual({ legId: "leg-1" });
    expect((await manager.ask("POST", "/demo/calls", { to: "8001" })).status).toBe(202);
    expect((await owner.ask("POST", "/demo/calls")).status).toBe(202);
    expect(it.engine.testCalls.map(({ to }) => to)).toEqual(["8000", "8001", "8000"]);
  });

  test("other numbers are never called", async () => {
    const placed = it.engine.testCalls.length;
    for (const to of ["110", "", "8000;ext=1", "{a=b}8000", "9".repeat(40)]) {
      expect((await owner.ask("POST", "/demo/calls", { to })).problem, to).toMatchObject({
        status: 409,
        code: "demo.no-number",
      });
    }
    expect((await owner.ask("POST", "/demo/calls", { to: "9".repeat(41) })).problem.code).toBe("request.invalid");
    expect(it.engine.testCalls).toHaveLength(placed);
  });

  test("without a switch it says so", async () => {
    const { link } = it.engine;
    it.engine.link = { ...link, connected: false };
    expect((await owner.ask("POST", "/demo/calls", {})).problem).toMatchObject({
      status: 503,
      code: "switch.unavailable",
    });
    it.engine.link = link;
  });
});

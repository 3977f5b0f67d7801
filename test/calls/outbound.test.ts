import { readFileSync } from "node:fs";
import type { Deployment } from "@hotline/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PHONE_PASSWORD } from "./support/desk.ts";
import { testDeployment } from "./support/deployment.ts";
import { Floor } from "./support/floor.ts";
import type { Party } from "./support/hearing.ts";
import { header } from "./support/sip-message.ts";
import { SipPhone, type PhoneCall } from "./support/sip-phone.ts";
import { noSwitch } from "./support/switch-rig.ts";

const NUMBER = "13900001111";
const AGENT = 600;
const CUSTOMER = 1_000;
const CALLER_ID = "62008000";
const FALLBACK_ID = "62009000";

/** What the carrier's side of a call does, by the number called. */
const BUSY = "13900000486";
const REJECTS = "13900000603";
const NO_SUCH_NUMBER = "13900000404";
const POWERED_OFF = "13900000480";
const LINE_DOWN = "13900000503";

describe.skipIf(noSwitch)("an agent's phone places a call, on the real switch", () => {
  let carrier: SipPhone;
  let spare: SipPhone;
  let floor: Floor;
  let agent: SipPhone;

  beforeEach(async () => {
    carrier = await SipPhone.open({ user: "carrier", address: "127.0.0.2", toneHertz: CUSTOMER });
    spare = await SipPhone.open({ user: "spare", address: "127.0.0.3", toneHertz: CUSTOMER });
    carrier.on("incoming", (call) => {
      const status = Number(calledNumber(call).slice(-4).replace(/^0/, ""));
      if (calledNumber(call).startsWith("13900000")) carrier.reject(call, status);
    });
    floor = await Floor.open(twoTrunks(carrier.port, spare.port));
    floor.rig.keep(carrier);
    floor.rig.keep(spare);
    agent = await floor.agent("1001", AGENT);
    choose("outbound");
  });
  afterEach(async () => {
    await floor.close();
    expect(floor.broken).toEqual([]);
  });

  function choose(state: "online" | "outbound" | "break"): void {
    const reason = state === "break" ? { breakReason: "meal" } : {};
    floor.submit({ type: "agent.state-chosen", agent: "agent-1001", state, by: "agent-1001", ...reason });
  }

  function dial(number: string, headers: readonly (readonly [string, string])[] = []): Promise<PhoneCall> {
    return agent.call(floor.rig.registrar, number, undefined, { password: PHONE_PASSWORD, headers });
  }

  /** The agent calls, the customer answers. */
  async function talk(): Promise<{ one: Party; customer: Party }> {
    const call = await dial(NUMBER);
    const customer = await carrier.nextIncoming();
    await carrier.answer(customer);
    await agent.until(call, "up");
    await floor.until("the talk", () => floor.acd.callViews()[0]?.segment !== undefined);
    return {
      one: { phone: agent, call, hertz: AGENT },
      customer: { phone: carrier, call: customer, hertz: CUSTOMER },
    };
  }

  const calls = () => floor.rows("calls", (row) => row.callId);
  const segments = () => floor.rows("segments", (row) => row.segmentId);
  const customerLegs = () => floor.rows("legs", (row) => row.legId).filter(({ role }) => role === "customer");
  const ended = () => floor.until("the end", () => floor.acd.callViews().length === 0);

  it("A10: both hear each other, the carrier sees the caller ID of the agent's group and none of our headers, the talk is recorded and on record", async () => {
    const dialled = dial(NUMBER, [["X-Hotline-Request", "request-1"]]);
    const customer = await carrier.nextIncoming();
    expect(header(customer.invite, "From")).toContain(`sip:${CALLER_ID}@`);
    expect(customer.invite.headers.filter(([name]) => name.startsWith("X-Hotline"))).toEqual([]);
    const call = await dialled;
    await agent.until(call, "ringing");
    await floor.until("the ringing", () => floor.acd.callViews()[0]?.dial?.ringingAt !== undefined);
    expect(floor.acd.callViews()).toMatchObject([{ state: "dialing", dial: { request: "request-1" } }]);
    expect(floor.agentState("1001")).toBe("dialing");
    await carrier.answer(customer);
    const parties = {
      one: { phone: agent, call, hertz: AGENT },
      customer: { phone: carrier, call: customer, hertz: CUSTOMER },
    };
    await agent.until(call, "up");
    await floor.hears(parties, ["customer←one", "one←customer"]);
    expect(floor.agentState("1001")).toBe("talking");
    carrier.hangUp(customer);
    await agent.until(call, "ended");
    await ended();
    expect(calls()).toMatchObject([
      {
        direction: "outbound",
        fromNumber: CALLER_ID,
        toNumber: NUMBER,
        trunk: "carrier",
        endReason: "customer-hung-up",
      },
    ]);
    expect(segments()).toMatchObject([{ agent: "agent-1001", state: "ended", recordingParts: 1 }]);
    await floor.until("the recording", () => floor.recordings.length === 1);
    const [recording] = floor.recordings;
    expect(recording?.segmentId).toBe(segments()[0]?.segmentId);
    expect(readFileSync(recording?.path ?? "").length).toBeGreaterThan(8_000);
    expect(floor.agentState("1001")).toBe("acw");
  });

  it("A10: the agent hears the carrier's announcement before anybody answers, and its end as the carrier gave it", async () => {
    const call = await dial(NUMBER);
    const customer = await carrier.nextIncoming();
    carrier.announce(customer);
    await expect.poll(() => call.media.strengthOf(CUSTOMER), { timeout: 10_000 }).toBeGreaterThan(0.5);
    expect(call.state).not.toBe("up");
    await floor.until("the announcement", () => floor.acd.callViews()[0]?.dial?.early === true);
    carrier.reject(customer, 404);
    await agent.until(call, "ended");
    expect(call.status).toBe(404);
    await ended();
    expect(calls()).toMatchObject([{ endReason: "invalid-number", answeredAt: undefined }]);
    expect(customerLegs()).toMatchObject([{ cause: "invalid-number", raw: { sip: 404 } }]);
    expect(floor.recordings).toEqual([]);
  });

  it("A10: where the carrier only says that it rings, the agent hears a ringing tone", async () => {
    const call = await dial(NUMBER);
    await carrier.nextIncoming();
    await expect.poll(() => call.media.strengthOf(450), { timeout: 10_000 }).toBeGreaterThan(0.1);
    agent.hangUp(call);
    await ended();
  });

  it.each([
    [BUSY, 486, "busy", 486],
    [REJECTS, 603, "rejected", 603],
    [NO_SUCH_NUMBER, 404, "invalid-number", 404],
    [POWERED_OFF, 480, "no-answer", 480],
  ] as const)(
    "A10: %s is answered with %i: the call ends as %s, with the raw code, and the phone hears %i",
    async (number, status, reason, told) => {
      const call = await dial(number);
      await agent.until(call, "ended");
      expect(call.status).toBe(told);
      await ended();
      expect(calls()).toMatchObject([{ direction: "outbound", endReason: reason }]);
      await floor.until("the leg's row", () => customerLegs()[0]?.endedAt !== undefined);
      expect(customerLegs()).toMatchObject([{ raw: { sip: status } }]);
      expect(floor.agentState("1001")).toBe("outbound");
      expect(spare.calls).toEqual([]);
    },
  );

  it("A10: the carrier is out of order: the next trunk carries the call, with its own number", async () => {
    const call = await dial(LINE_DOWN);
    const customer = await spare.nextIncoming();
    expect(header(customer.invite, "From")).toContain(`sip:${FALLBACK_ID}@`);
    await spare.answer(customer);
    await agent.until(call, "up");
    await floor.hears(
      { one: { phone: agent, call, hertz: AGENT }, customer: { phone: spare, call: customer, hertz: CUSTOMER } },
      ["customer←one", "one←customer"],
    );
    agent.hangUp(call);
    await ended();
    expect(calls()).toMatchObject([{ trunk: "spare", fromNumber: FALLBACK_ID, endReason: "agent-hung-up" }]);
    expect(customerLegs().map(({ raw }) => raw?.sip)).toContain(503);
  });

  it("A10: the agent hangs up while it rings: the called phone stops ringing and nothing is left", async () => {
    const call = await dial(NUMBER);
    const customer = await carrier.nextIncoming();
    await agent.until(call, "ringing");
    agent.hangUp(call);
    await carrier.until(customer, "ended");
    await ended();
    expect(calls()).toMatchObject([{ endReason: "cancelled" }]);
    await floor.until("no leg", async () => (await floor.rig.ask("show channels count")).includes("0 total"));
  });

  it("A10: the page hangs up while the carrier announces: likewise", async () => {
    const call = await dial(NUMBER);
    const customer = await carrier.nextIncoming();
    carrier.announce(customer);
    await floor.until("the announcement", () => floor.acd.callViews()[0]?.dial?.early === true);
    const callId = floor.acd.callViews()[0]?.callId ?? "";
    floor.submit({ type: "call.hang-up-asked", agent: "agent-1001", callId });
    await carrier.until(customer, "ended");
    await agent.until(call, "ended");
    await ended();
    await floor.until("no leg", async () => (await floor.rig.ask("show channels count")).includes("0 total"));
  });

  it("A6: the customer of a placed call is put on hold and taken back like any other", async () => {
    const { one, customer } = await talk();
    const callId = floor.acd.callViews()[0]?.callId ?? "";
    floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on: true });
    await floor.until("the hold", () => floor.agentState("1001") === "held");
    await floor.hears({ one, customer }, []);
    floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on: false });
    await floor.hears({ one, customer }, ["customer←one", "one←customer"]);
    one.phone.hangUp(one.call);
    await carrier.until(customer.call, "ended");
    await ended();
  });

  it("A10: the agent's phone is lost in the talk: the customer stays, waits in the agent's group and the next agent has it", async () => {
    const { one, customer } = await talk();
    const second = await floor.agent("1002", 800);
    const incoming = second.nextIncoming(60_000);
    one.call.media.goSilent();
    const call = await incoming;
    await second.answer(call);
    const two: Party = { phone: second, call, hertz: 800 };
    expect(customer.call.state).toBe("up");
    await floor.hears({ two, customer }, ["customer←two", "two←customer"]);
    expect(segments().map(({ agent: name }) => name)).toEqual(["agent-1001", "agent-1002"]);
    carrier.hangUp(customer.call);
    await ended();
  }, 120_000);

  it("A7: the customer of a placed call is transferred to another agent", async () => {
    const { customer } = await talk();
    const second = await floor.agent("1002", 800);
    const answering = floor.answering(second, 800);
    const callId = floor.acd.callViews()[0]?.callId ?? "";
    const target = { kind: "agent", agent: "agent-1002" } as const;
    floor.submit({ type: "call.transfer-asked", agent: "agent-1001", callId, target });
    const two = await answering;
    await floor.hears({ two, customer }, ["customer←two", "two←customer"]);
    carrier.hangUp(customer.call);
    await ended();
  });

  it.each([
    ["9".repeat(64), "number-invalid"],
    ["call-me", "number-invalid"],
    ["%7Bsip_h_X%3D1%7D9000", "number-invalid"],
  ])("A10: %s is refused with a code, and no trunk is called", async (hostile, reason) => {
    const call = await dial(hostile);
    await agent.until(call, "ended");
    expect([call.status, call.reason]).toEqual([403, reason]);
    expect(carrier.calls).toEqual([]);
    expect(calls()).toEqual([]);
  });

  it("A10, A11: in 在线 the dial pad is refused with the reason, a click on a number is not; on a break neither is allowed", async () => {
    choose("online");
    const pad = await dial(NUMBER);
    await agent.until(pad, "ended");
    expect([pad.status, pad.reason]).toEqual([403, "wrong-state"]);
    choose("break");
    const paused = await dial(NUMBER, [["X-Hotline-Via", "click"]]);
    await agent.until(paused, "ended");
    expect([paused.status, paused.reason]).toEqual([403, "wrong-state"]);
    choose("online");
    const click = await dial(NUMBER, [["X-Hotline-Via", "click"]]);
    await carrier.nextIncoming();
    agent.hangUp(click);
    await ended();
  });

  it.each([
    ["without a password", undefined, 407],
    ["with a wrong one", "wrong", 403],
  ] as const)(
    "A10: a phone %s calls nobody, not even 120 while the server is there",
    async (_words, password, told) => {
      const proof = password === undefined ? {} : { password };
      for (const number of [NUMBER, "120"]) {
        const call = await agent.call(floor.rig.registrar, number, undefined, proof);
        await agent.until(call, "ended");
        expect(call.status).toBe(told);
      }
      expect(carrier.calls).toEqual([]);
      expect(calls()).toEqual([]);
      expect(floor.rig.callRecordsNow()).toEqual([]);
    },
  );

  it("A10: 120 is called from a break, and by the switch alone where nobody is signed in", async () => {
    choose("break");
    const first = await dial("120");
    const police = await answeredBy(carrier);
    await agent.until(first, "up");
    carrier.hangUp(police);
    await agent.until(first, "ended");
    await ended();
    expect(calls()).toMatchObject([{ toNumber: "120", endReason: "customer-hung-up" }]);
    floor.submit({ type: "agent.acw-ended", agent: "agent-1001", by: "agent-1001" });
    floor.submit({ type: "agent.signed-out", agent: "agent-1001", by: "agent-1001" });
    const alone = await dial("120");
    const ambulance = await answeredBy(carrier);
    expect(calledNumber(ambulance)).toBe("120");
    await agent.until(alone, "up");
    expect(floor.acd.callViews()).toEqual([]);
    carrier.hangUp(ambulance);
    const records = await floor.rig.callRecords(4);
    expect(records.map(({ role, to }) => `${role} ${to}`)).toContain("emergency-caller 120");
  }, 60_000);

  async function answeredBy(phone: SipPhone): Promise<PhoneCall> {
    const call = await phone.nextIncoming(20_000);
    await phone.answer(call);
    return call;
  }
});

function calledNumber({ invite }: PhoneCall): string {
  return /^INVITE sip:([^@]+)@/.exec(invite.startLine)?.[1] ?? "";
}

/** 报修 shows what only the first trunk may; the second is for when that one is out of order. */
function twoTrunks(carrierPort: number, sparePort: number): Deployment {
  const one = testDeployment({ carrier: { address: "127.0.0.2", port: carrierPort } });
  const { carrier } = one.trunks;
  const { repair } = one.groups;
  if (carrier === undefined || repair === undefined) throw new Error("the small hospital has changed");
  return {
    ...one,
    trunks: {
      carrier: { ...carrier, spec: { ...carrier.spec, callerIds: [CALLER_ID] } },
      spare: {
        ...carrier,
        name: "spare",
        spec: {
          ...carrier.spec,
          host: "127.0.0.3",
          port: sparePort,
          peers: ["127.0.0.3"],
          callerId: FALLBACK_ID,
          priority: 2,
        },
      },
    },
    callerIdGroups: {
      desk: {
        kind: "CallerIdGroup",
        name: "desk",
        label: "服务台",
        spec: { numbers: [CALLER_ID], rule: "fixed", prefixes: [] },
      },
    },
    groups: { repair: { ...repair, spec: { ...repair.spec, callerIds: "desk" } } },
  };
}

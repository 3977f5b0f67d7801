import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { readCallRecords, removeCallRecords } from "../../server/src/switch/freeswitch/index.ts";
import { Desk, offerTo, PHONE_PASSWORD, waitFor } from "./support/desk.ts";
import { REPAIR_NUMBER, testDeployment, type DeploymentOptions } from "./support/deployment.ts";
import { SipPhone, type PhoneCall } from "./support/sip-phone.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";

const DUTY = "13900000001";
const SECOND_DUTY = "13900000002";
const CLOSED = "13900000003";

describe.skipIf(noSwitch)("the emergency path", () => {
  let rig: SwitchRig | undefined;
  let hung: Server | undefined;

  afterEach(async () => {
    hung?.close();
    hung = undefined;
    await rig?.stop();
    rig = undefined;
  });

  /** The carrier is a phone too: our duty calls go there. */
  async function startWithCarrier(options: DeploymentOptions = {}): Promise<{ rig: SwitchRig; carrier: SipPhone }> {
    const carrier = await SipPhone.open({ user: "carrier", address: "127.0.0.2", toneHertz: 800 });
    const started = await SwitchRig.start(
      testDeployment({
        carrier: { address: "127.0.0.2", port: carrier.port },
        dutyList: [
          { number: CLOSED, label: "从不开放", calendar: "never" },
          { number: DUTY, label: "值班手机", calendar: "always" },
        ],
        dutyNumbers: [SECOND_DUTY],
        calendars: {
          always: calendar("always", true),
          never: calendar("never", false),
        },
        ...options,
      }),
    );
    rig = started;
    rig.keep(carrier);
    return { rig: started, carrier };
  }

  const numberOf = (call: PhoneCall) => /^INVITE sip:([^@]+)@/.exec(call.invite.startLine)?.[1];

  it("A4: when no server answers, then a new caller hears music for about 15 s and is put through to the duty number that is open", async () => {
    const { rig, carrier } = await startWithCarrier();
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2", toneHertz: 1_000 });
    const duty = carrier.nextIncoming(40_000);
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    await customer.until(call, "up");
    const answeredAt = Date.now();
    const ringing = await duty;
    expect(Date.now() - answeredAt).toBeGreaterThan(13_000);
    expect(call.media.packetsReceived).toBeGreaterThan(550);
    expect(numberOf(ringing)).toBe(DUTY);
    await carrier.answer(ringing);
    await expect.poll(() => ringing.media.strengthOf(1_000), { timeout: 5_000 }).toBeGreaterThan(0.7);
    await expect.poll(() => call.media.strengthOf(800), { timeout: 5_000 }).toBeGreaterThan(0.7);
    carrier.hangUp(ringing);
    await customer.until(call, "ended");

    const records = await rig.callRecords(2);
    const [caller] = records.filter(({ role }) => role === "customer");
    const [mobile] = records.filter(({ role }) => role === "duty");
    expect(caller).toMatchObject({
      callId: undefined,
      group: "repair",
      from: { number: "13800001111" },
      to: REPAIR_NUMBER,
      source: { address: "127.0.0.2" },
      cause: "normal",
    });
    expect(mobile).toMatchObject({ dutyNumber: DUTY, peerLegId: caller?.legId, cause: "normal", by: "party" });
    expect(mobile?.bridgedAt).toBeGreaterThan(mobile?.startedAt ?? Number.NaN);
    removeCallRecords(records);
    expect(readCallRecords(rig.settings.callRecords)).toEqual([]);
  });

  it("A4: when the first duty phone is busy, then the next number is tried and the caller keeps the line", async () => {
    const { rig, carrier } = await startWithCarrier();
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const first = carrier.nextIncoming(40_000);
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    const refused = await first;
    const second = carrier.nextIncoming(10_000);
    carrier.reject(refused, 486);
    const ringing = await second;
    expect(numberOf(ringing)).toBe(SECOND_DUTY);
    expect(call.state).toBe("up");
    await carrier.answer(ringing);
    customer.hangUp(call);
    await carrier.until(ringing, "ended");
  });

  it("when the server dies while a caller waits, then its leg asks in vain and reaches the duty number by itself", async () => {
    const { rig, carrier } = await startWithCarrier();
    const desk = new Desk();
    desk.decide = (event) => (event.type === "call.arrived" ? [waitFor(event.legId)] : []);
    const adapter = rig.adapter();
    await adapter.start(desk);
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    await customer.until(call, "up");
    const duty = carrier.nextIncoming(60_000);
    await adapter.stop();
    const ringing = await duty;
    expect(numberOf(ringing)).toBe(DUTY);
    await carrier.answer(ringing);
    customer.hangUp(call);
    await carrier.until(ringing, "ended");
  });

  it("when the server comes back within 15 s, then nobody's mobile rings and the caller's true arrival is reported", async () => {
    const { rig, carrier } = await startWithCarrier();
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    await customer.until(call, "up");
    const answeredAt = call.answeredAt ?? 0;
    const desk = new Desk();
    desk.decide = (event) => (event.type === "call.arrived" ? [waitFor(event.legId)] : []);
    await rig.adapter().start(desk);
    const reconciled = await desk.next("switch.reconciled");
    expect(reconciled.legs).toMatchObject([{ role: "customer", state: "up", callId: undefined, to: REPAIR_NUMBER }]);
    const arrived = await desk.next("call.arrived");
    expect(arrived).toMatchObject({ to: REPAIR_NUMBER, trunk: "carrier", from: { number: "13800001111" } });
    expect(Math.abs(arrived.arrivedAt - answeredAt)).toBeLessThan(500);
    await desk.next("leg.asked", ({ legId }) => legId === arrived.legId);
    expect(carrier.calls).toEqual([]);
    customer.hangUp(call);
    await desk.next("leg.ended");
  });

  it("when the server hangs (accepts, never answers), then callers fare as without one", async () => {
    const { rig, carrier } = await startWithCarrier();
    hung = createServer(() => undefined).listen(rig.settings.ask.port, rig.settings.ask.host);
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const duty = carrier.nextIncoming(60_000);
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    await customer.until(call, "up", 5_000);
    expect(numberOf(await duty)).toBe(DUTY);
    customer.hangUp(call);
  });

  it("when the server is killed in the middle of a question, then the caller is on music at once", async () => {
    const { rig } = await startWithCarrier();
    const { port, host } = rig.settings.ask;
    hung = createServer((socket) => socket.once("data", () => socket.destroy())).listen(port, host);
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    await customer.until(call, "up", 5_000);
    await expect.poll(() => call.media.packetsReceived, { timeout: 5_000 }).toBeGreaterThan(50);
    customer.hangUp(call);
    expect(await rig.callRecords(1)).toMatchObject([{ role: "customer", callId: undefined, by: "party" }]);
  });

  it("when a decision comes too late, then it is discarded: the engine learns it and the caller goes on from music", async () => {
    const { rig } = await startWithCarrier();
    const desk = new Desk();
    let slow = true;
    const agent = await rig.phone({ user: "1001" });
    desk.decide = (event) => {
      if (event.type !== "call.arrived" && event.type !== "leg.asked") return [];
      if (slow) {
        slow = false;
        // The engine stands still: nothing of this process moves.
        const until = Date.now() + 1_300;
        while (Date.now() < until);
        return [offerTo(event.legId, "1001")];
      }
      return [waitFor(event.legId)];
    };
    await rig.adapter().start(desk);
    await agent.register(rig.registrar, PHONE_PASSWORD);
    await desk.next("phone.registered");
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    const failed = await desk.next("command.failed");
    expect(failed).toMatchObject({ command: "leg.offer", detail: expect.stringContaining("too late") as string });
    const asked = await desk.next("leg.asked", undefined, 20_000);
    expect(asked.legId).toBe(failed.legId);
    expect(agent.calls).toEqual([]);
    expect(call.state).toBe("up");
    expect(desk.of("call.arrived")).toHaveLength(1);
    customer.hangUp(call);
    await desk.next("leg.ended");
  });

  it("when the process stood still while a leg asked, then the old question is not put to the engine at all", async () => {
    const { rig } = await startWithCarrier();
    const desk = new Desk();
    desk.decide = (event) => (event.type === "call.arrived" ? [waitFor(event.legId)] : []);
    await rig.adapter().start(desk);
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    // The INVITE leaves in this turn of the loop; the question it brings about waits in the socket's buffer.
    await new Promise((resolve) => setImmediate(resolve));
    const until = Date.now() + 2_500;
    while (Date.now() < until);
    await customer.until(call, "up");
    await expect
      .poll(() => rig.log.map(({ message }) => message))
      .toContain("a question of the switch was read too late");
    const arrived = await desk.next("call.arrived", undefined, 20_000);
    expect(arrived.arrivedAt).toBeLessThan(Date.now() - 2_000);
    customer.hangUp(call);
    await desk.next("leg.ended");
  });

  it("when a talk ends with the server away, then the caller's leg is hung up", async () => {
    const { rig } = await startWithCarrier();
    const desk = new Desk();
    desk.decide = (event) => (event.type === "call.arrived" ? [offerTo(event.legId, "1001")] : []);
    const adapter = rig.adapter();
    await adapter.start(desk);
    const agent = await rig.phone({ user: "1001" });
    await agent.register(rig.registrar, PHONE_PASSWORD);
    const incoming = agent.nextIncoming();
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    const ringing = await incoming;
    await agent.answer(ringing);
    await desk.next("legs.bridged");
    await adapter.stop();
    agent.hangUp(ringing);
    await customer.until(call, "ended");
    const records = await rig.callRecords(2);
    expect(records.map(({ role }) => role).sort()).toEqual(["agent", "customer"]);
    const ended = records.find(({ role }) => role === "agent");
    expect(ended).toMatchObject({ agent: "agent-1001", cause: "normal", by: "party", recordingPart: 1 });
  });

  it("when a talking customer is sent on and the server is gone before it says where to, then the customer is on music, not hung up (A7)", async () => {
    const { rig } = await startWithCarrier();
    const desk = new Desk();
    desk.decide = (event) => (event.type === "call.arrived" ? [offerTo(event.legId, "1001")] : []);
    const adapter = rig.adapter();
    await adapter.start(desk);
    const agent = await rig.phone({ user: "1001" });
    await agent.register(rig.registrar, PHONE_PASSWORD);
    const incoming = agent.nextIncoming();
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2", toneHertz: 1_000 });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    const ringing = await incoming;
    await agent.answer(ringing);
    const { customerLegId } = await desk.next("legs.bridged");
    await adapter.stop();
    // The server's last word, as it tells a leg that is not asking.
    await rig.ask(`uuid_transfer ${customerLegId} poke-1 XML hotline-ask`);
    await agent.until(ringing, "ended");
    const before = call.media.packetsReceived;
    await expect.poll(() => call.media.packetsReceived, { timeout: 10_000 }).toBeGreaterThan(before + 250);
    // Asked for the second time in vain it still is the same caller who waits.
    await expect.poll(async () => rig.ask(`uuid_getvar ${customerLegId} hotline_away`), { timeout: 20_000 }).toBe("2");
    expect(call.state).toBe("up");
    customer.hangUp(call);
    expect(await rig.callRecords(2)).toMatchObject([{ role: "agent" }, { role: "customer", by: "party" }]);
  });

  it("when the number leads nowhere and no server answers, then the call is refused", async () => {
    const { rig } = await startWithCarrier();
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const call = await customer.call(rig.trunk, "99999999");
    await customer.until(call, "ended");
    expect(call.status).toBe(404);
  });
});

function calendar(name: string, alwaysOpen: boolean) {
  return { kind: "Calendar" as const, name, label: name, spec: { hours: [], holidays: [], alwaysOpen } };
}

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Desk, hangUp, offerTo, PHONE_PASSWORD } from "./support/desk.ts";
import { REPAIR_NUMBER, testDeployment } from "./support/deployment.ts";
import type { PhoneCall, SipPhone } from "./support/sip-phone.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";
import { toneStrength } from "./support/tone-media.ts";

const AGENT_HERTZ = 600;
const CUSTOMER_HERTZ = 1_000;
const SOON = { timeout: 10_000 } as const;
const HOLDS = 80;
const WINDOW = 2_000;

interface Talk {
  readonly agent: SipPhone;
  readonly agentCall: PhoneCall;
  readonly customer: SipPhone;
  readonly customerCall: PhoneCall;
  readonly offer: ReturnType<typeof offerTo>;
}

describe.skipIf(noSwitch)("a talk put on hold", () => {
  let rig: SwitchRig;
  let desk: Desk;

  beforeAll(async () => {
    rig = await SwitchRig.start(testDeployment());
    desk = new Desk();
    await rig.adapter().start(desk);
  });
  afterAll(async () => {
    await rig.stop();
  });

  async function talk(extension: string, maxForwards?: number): Promise<Talk> {
    const agent = await rig.phone({ user: extension, toneHertz: AGENT_HERTZ });
    await agent.register(rig.registrar, PHONE_PASSWORD);
    await desk.next("phone.registered", (event) => event.agent === `agent-${extension}`);
    let offer: ReturnType<typeof offerTo> | undefined;
    desk.decide = (event) => {
      if (event.type === "call.arrived") return [(offer = offerTo(event.legId, extension))];
      return event.type === "leg.asked" ? [hangUp(event.legId)] : [];
    };
    const incoming = agent.nextIncoming();
    const customer = await rig.phone({
      user: "13800004444",
      address: "127.0.0.2",
      toneHertz: CUSTOMER_HERTZ,
      ...(maxForwards === undefined ? {} : { maxForwards }),
    });
    const customerCall = await customer.call(rig.trunk, REPAIR_NUMBER);
    const agentCall = await incoming;
    await agent.answer(agentCall);
    const given = await desk.until(() => offer, "the offer");
    await desk.next("legs.bridged", ({ agentLegId }) => agentLegId === given.agentLegId);
    const made = { agent, agentCall, customer, customerCall, offer: given };
    await bothTalk(made);
    return made;
  }

  async function hold({ offer }: Talk): Promise<void> {
    const before = desk.of("leg.held").length;
    rig.present.execute([{ type: "leg.hold", legId: offer.agentLegId, music: "default", heldAt: Date.now() }]);
    await desk.until(() => desk.of("leg.held")[before], "leg.held");
  }

  async function retrieve({ offer }: Talk): Promise<void> {
    const before = desk.of("leg.retrieved").length;
    rig.present.execute([{ type: "leg.retrieve", legId: offer.agentLegId }]);
    await desk.until(() => desk.of("leg.retrieved")[before], "leg.retrieved");
  }

  async function bothTalk({ agentCall, customerCall }: Talk): Promise<void> {
    // What is judged is the last half second: it must be of now.
    for (const { media } of [agentCall, customerCall]) {
      const before = media.packetsReceived;
      await expect.poll(() => media.packetsReceived, SOON).toBeGreaterThan(before + 25);
    }
    await expect.poll(() => agentCall.media.strengthOf(CUSTOMER_HERTZ), SOON).toBeGreaterThan(0.7);
    await expect.poll(() => customerCall.media.strengthOf(AGENT_HERTZ), SOON).toBeGreaterThan(0.7);
    // The tone is all there is: no music is left over.
    await expect
      .poll(() => customerCall.media.loudness() - customerCall.media.strengthOf(AGENT_HERTZ), SOON)
      .toBeLessThan(0.03);
  }

  it("A6: when talking, held and retrieved, then the customer hears agent, music, agent, and the agent customer, silence, customer", async () => {
    const made = await talk("1001");
    const { agent, agentCall, customerCall, offer } = made;
    await hold(made);
    await expect.poll(() => customerCall.media.strengthOf(AGENT_HERTZ), SOON).toBeLessThan(0.02);
    await expect.poll(() => customerCall.media.loudness(), SOON).toBeGreaterThan(0.05);
    await expect.poll(() => agentCall.media.loudness(), SOON).toBeLessThan(0.01);
    const arrived = agentCall.media.packetsReceived;
    // Silence, not a dead line: a browser would take that for a lost network.
    await expect.poll(() => agentCall.media.packetsReceived, SOON).toBeGreaterThan(arrived + 25);
    await retrieve(made);
    await bothTalk(made);
    agent.hangUp(agentCall);
    const closed = await desk.until(
      () => desk.recordings.find(({ segmentId }) => segmentId === offer.segmentId),
      "the recording",
    );
    expect(closed.part).toBe(1);
    expect(desk.recordings.filter(({ segmentId }) => segmentId === offer.segmentId)).toHaveLength(1);
    const { left, right } = readStereo(closed.path);
    // Held, the agent's side has what the customer heard, so nothing said aside; the customer's goes on.
    expect(Math.min(...strengths(left, AGENT_HERTZ))).toBeLessThan(200);
    expect(Math.min(...strengths(right, CUSTOMER_HERTZ))).toBeGreaterThan(2_000);
    expect(strengths(left, AGENT_HERTZ).at(-1)).toBeGreaterThan(2_000);
    await desk.next("leg.ended", ({ legId }) => legId === offer.legId);
  });

  it(`A6: when a call that arrived with Max-Forwards 5 is held and retrieved ${HOLDS} times, then both still talk`, async () => {
    const made = await talk("1002", 5);
    for (let round = 0; round < HOLDS; round += 1) {
      await hold(made);
      await retrieve(made);
    }
    await bothTalk(made);
    expect(await rig.ask(`uuid_buglist ${made.offer.agentLegId}`)).not.toContain("displace");
    made.customer.hangUp(made.customerCall);
    await desk.next("leg.ended", ({ legId }) => legId === made.offer.agentLegId);
    expect(desk.events.some((event) => event.type === "command.failed")).toBe(false);
  });

  it("A6: when the switch cannot play the music, then the hold is told as failed and both still talk", async () => {
    const made = await talk("1003");
    const { agentLegId } = made.offer;
    await rig.ask("unload mod_local_stream");
    rig.present.execute([{ type: "leg.hold", legId: agentLegId, music: "default", heldAt: Date.now() }]);
    await desk.next("command.failed", ({ legId, command }) => legId === agentLegId && command === "leg.hold");
    await bothTalk(made);
    expect(await rig.ask(`uuid_getvar ${agentLegId} hotline_held_at`)).toMatch(/^(_undef_)?$/);
    made.customer.hangUp(made.customerCall);
    await desk.next("leg.ended", ({ legId }) => legId === agentLegId);
  });
});

/** Of each quarter second. */
function strengths(samples: readonly number[], hertz: number): number[] {
  const windows = Math.floor(samples.length / WINDOW);
  return Array.from({ length: windows }, (_, index) =>
    toneStrength(samples.slice(index * WINDOW, (index + 1) * WINDOW), hertz),
  );
}

function readStereo(path: string): { left: number[]; right: number[] } {
  const file = readFileSync(path);
  const data = file.indexOf("data");
  const bytes = file.readUInt32LE(data + 4);
  const [left, right]: [number[], number[]] = [[], []];
  for (let at = data + 8; at + 4 <= data + 8 + bytes; at += 4) {
    left.push(file.readInt16LE(at));
    right.push(file.readInt16LE(at + 2));
  }
  return { left, right };
}

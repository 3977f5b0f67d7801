import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runningPid, salvageRecording } from "../../server/src/switch/freeswitch/index.ts";
import { Desk, hangUp, offerTo, PHONE_PASSWORD } from "./support/desk.ts";
import { REPAIR_NUMBER, testDeployment } from "./support/deployment.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";
import { toneStrength } from "./support/tone-media.ts";

const AGENT_HERTZ = 600;
const CUSTOMER_HERTZ = 1_000;
const SAMPLE_RATE = 8_000;

describe.skipIf(noSwitch)("a recorded and muted talk", () => {
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

  async function talk(extension: string, kind: "sip" | "browser" = "sip") {
    const agent = await rig.phone({ user: extension, toneHertz: AGENT_HERTZ });
    await agent.register(rig.registrar, PHONE_PASSWORD);
    await desk.next("phone.registered", (event) => event.agent === `agent-${extension}`);
    let offer: ReturnType<typeof offerTo> | undefined;
    desk.decide = (event) => {
      if (event.type === "call.arrived")
        return [(offer = offerTo(event.legId, extension, { endpoint: { kind, extension } }))];
      return event.type === "leg.asked" ? [hangUp(event.legId)] : [];
    };
    const incoming = agent.nextIncoming();
    const customer = await rig.phone({ user: "13800003333", address: "127.0.0.2", toneHertz: CUSTOMER_HERTZ });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    const ringing = await incoming;
    await agent.answer(ringing);
    const given = await desk.until(() => offer, "the offer");
    await desk.next("legs.bridged", ({ agentLegId }) => agentLegId === given.agentLegId);
    return { agent, ringing, customer, call, offer: given };
  }

  it("A2: when a talk was recorded, then its file holds the agent on the left and the customer on the right", async () => {
    const { agent, ringing, call, offer } = await talk("1001");
    await expect.poll(() => ringing.media.strengthOf(CUSTOMER_HERTZ), { timeout: 5_000 }).toBeGreaterThan(0.7);
    await expect.poll(() => call.media.packetsReceived, { timeout: 5_000 }).toBeGreaterThan(75);
    agent.hangUp(ringing);
    const closed = await desk.until(
      () => desk.recordings.find(({ segmentId }) => segmentId === offer.segmentId),
      "the recording",
    );
    expect(closed.part).toBe(1);
    expect(closed.durationMs).toBeGreaterThan(1_000);
    const { left, right } = readStereo(closed.path);
    expect(left.length / SAMPLE_RATE).toBeCloseTo((closed.durationMs ?? 0) / 1_000, 1);
    expect(share(left, AGENT_HERTZ, CUSTOMER_HERTZ)).toBeGreaterThan(0.95);
    expect(share(right, CUSTOMER_HERTZ, AGENT_HERTZ)).toBeGreaterThan(0.95);
  });

  it("A5: when the agent is muted, then the customer hears nothing of it, the agent still hears the customer, and it can be undone", async () => {
    const { agent, ringing, call, offer } = await talk("1002");
    await expect.poll(() => call.media.strengthOf(AGENT_HERTZ), { timeout: 5_000 }).toBeGreaterThan(0.7);
    rig.present.execute([{ type: "leg.mute", legId: offer.agentLegId, on: true }]);
    await expect.poll(() => call.media.strengthOf(AGENT_HERTZ), { timeout: 5_000 }).toBeLessThan(0.02);
    expect(ringing.media.strengthOf(CUSTOMER_HERTZ)).toBeGreaterThan(0.7);
    rig.present.execute([{ type: "leg.mute", legId: offer.agentLegId, on: false }]);
    await expect.poll(() => call.media.strengthOf(AGENT_HERTZ), { timeout: 5_000 }).toBeGreaterThan(0.7);
    agent.hangUp(ringing);
    await desk.next("leg.ended", ({ legId }) => legId === offer.legId);
  });

  it("when a browser phone loses its network in a talk, then its leg ends as media-lost and the caller's leg asks, still up", async () => {
    const { ringing, customer, call, offer } = await talk("1003", "browser");
    desk.decide = () => [];
    ringing.media.goSilent();
    const asked = await desk.next("leg.asked", ({ agentLegId }) => agentLegId === offer.agentLegId, 60_000);
    expect(asked).toMatchObject({ after: "talk", cause: "media-lost" });
    const ended = await desk.next("leg.ended", ({ legId }) => legId === offer.agentLegId);
    expect(ended).toMatchObject({ cause: "media-lost", by: "lost" });
    expect(call.state).toBe("up");
    customer.hangUp(call);
    await desk.next("leg.ended", ({ legId }) => legId === offer.legId);
  });

  it("when the switch is killed in a talk, then its loss is said once and the recording can be salvaged", async () => {
    const { call, offer } = await talk("1001");
    // The switch writes a recording in pieces of about two seconds.
    await expect.poll(() => call.media.packetsReceived, { timeout: 15_000 }).toBeGreaterThan(250);
    const pid = runningPid(rig.settings);
    expect(pid).toBeDefined();
    process.kill(pid ?? 0, "SIGKILL");
    await desk.next("switch.lost");
    expect(rig.present.status()).toMatchObject({ connected: false });
    const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
    const path = `${rig.settings.recordings}/${day}/${offer.segmentId}.1.wav`;
    const salvaged = salvageRecording(path);
    expect(salvaged).toMatchObject({ mended: true, channels: 2, sampleRate: SAMPLE_RATE });
    expect(salvaged?.durationMs).toBeGreaterThan(1_500);
    expect(share(readStereo(path).left, AGENT_HERTZ, CUSTOMER_HERTZ)).toBeGreaterThan(0.9);
    expect(desk.of("switch.lost")).toHaveLength(1);
  });
});

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

/** How much of two tones together is the wanted one, after the talk's first quarter second. */
function share(samples: readonly number[], wanted: number, other: number): number {
  const settled = samples.slice(SAMPLE_RATE / 4);
  const strength = toneStrength(settled, wanted);
  return strength < 500 ? 0 : strength / (strength + toneStrength(settled, other));
}

import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { readStereoWav, strongest, type StereoWav } from "../e2e/support/stereo-wav.ts";
import { ConsultScene } from "./support/consult-scene.ts";
import { floorDeployment } from "./support/floor-deployment.ts";
import { noSwitch } from "./support/switch-rig.ts";
import { toneStrength } from "./support/tone-media.ts";

const CUSTOMER = 1_000;
const AGENT = 600;
const CONSULTED = 800;
/** Our phones send 8,000 of 32,768. */
const IN_RECORDING = 2_000;
const SILENT = 100;
const PACKETS_A_SECOND = 50;

/** A2 A8: one file for the agent's segment, whatever it did meanwhile; what it said with a colleague is in it or not, as configured. */
describe.skipIf(noSwitch)("the recording of an agent who consults, on the real switch", () => {
  let scene: ConsultScene;

  afterEach(async () => {
    await scene.clear();
    await scene.floor.close();
  });

  /** A talk, a consult, a swap to the customer and back, and the talk again; then the customer hangs up. */
  async function recordedWith(recordConsults: boolean): Promise<StereoWav & { switchMs: number }> {
    scene = await ConsultScene.open(floorDeployment({ recordConsults }));
    await scene.talking();
    await heardFor(2);
    scene.step("swap");
    await scene.hears(["one←customer", "customer←one"]);
    scene.step("swap");
    await scene.hears(["one←two", "two←one"]);
    scene.step("retrieve");
    await scene.hears(["one←customer", "customer←one"]);
    await heardFor(2);
    scene.customer.phone.hangUp(scene.customer.call);
    const { floor } = scene;
    await floor.until("the recording", () => floor.recordings.length === 1);
    const [recording] = floor.recordings;
    return { ...readStereoWav(readFileSync(recording?.path ?? "")), switchMs: recording?.durationMs ?? 0 };
  }

  async function heardFor(seconds: number): Promise<void> {
    const { media } = scene.one.call;
    const until = media.packetsReceived + seconds * PACKETS_A_SECOND;
    await scene.floor.until("the talk", () => media.packetsReceived >= until);
  }

  /** How many tenths of a second of the channel hold neither of the tones nor anything else. */
  function silentTenths({ sampleRate }: StereoWav, samples: readonly number[]): number {
    const tenth = sampleRate / 10;
    let silent = 0;
    for (let at = 0; at + tenth <= samples.length; at += tenth) {
      const loudest = samples.slice(at, at + tenth).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      if (loudest < SILENT) silent += 1;
    }
    return silent;
  }

  it("left in: the colleague is on the other side of the agent, as the customer is before and after", async () => {
    const wav = await recordedWith(true);
    expect(strongest(wav.left, AGENT, wav.sampleRate)).toBeGreaterThan(IN_RECORDING);
    expect(strongest(wav.right, CONSULTED, wav.sampleRate)).toBeGreaterThan(IN_RECORDING);
    expect(strongest(wav.right, CUSTOMER, wav.sampleRate)).toBeGreaterThan(IN_RECORDING);
  });

  it("left out: no colleague and nothing of the agent's is heard in the consult, the talk before, between and after it is, and the length is the same", async () => {
    const wav = await recordedWith(false);
    const { left, right, sampleRate } = wav;
    expect(strongest(right, CONSULTED, sampleRate)).toBeLessThan(IN_RECORDING / 10);
    expect(strongest(right, CUSTOMER, sampleRate)).toBeGreaterThan(IN_RECORDING);
    for (const samples of [left, right]) expect(silentTenths(wav, samples)).toBeGreaterThan(20);
    // Silent are whole stretches: half a second of talk before them, and two seconds after them.
    const lastSecond = left.slice(-sampleRate * 1.5, -sampleRate * 0.5);
    expect(toneStrength(lastSecond, AGENT, sampleRate)).toBeGreaterThan(IN_RECORDING);
    expect(left.length / sampleRate).toBeCloseTo(wav.switchMs / 1_000, 0);
    expect(scene.floor.broken).toEqual([]);
  });
});

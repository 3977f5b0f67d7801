import { toneStrength } from "../../calls/support/tone-media.ts";

const BYTES_PER_FRAME = 4;

/** A recording of ours, 16 bits, two channels. */
export interface StereoWav {
  readonly sampleRate: number;
  readonly left: readonly number[];
  readonly right: readonly number[];
}

export function readStereoWav(file: Buffer): StereoWav {
  if (file.readUInt16LE(22) !== 2) throw new Error("the recording has not two channels");
  const data = file.indexOf("data");
  const end = Math.min(file.length, data + 8 + file.readUInt32LE(data + 4));
  const [left, right]: [number[], number[]] = [[], []];
  for (let at = data + 8; at + BYTES_PER_FRAME <= end; at += BYTES_PER_FRAME) {
    left.push(file.readInt16LE(at));
    right.push(file.readInt16LE(at + 2));
  }
  return { sampleRate: file.readUInt32LE(24), left, right };
}

/** The strongest half second of a tone in a channel; 32,768 is full scale. */
export function strongest(samples: readonly number[], hertz: number, sampleRate: number): number {
  const window = sampleRate / 2;
  let best = 0;
  for (let at = 0; at + window <= samples.length; at += window) {
    best = Math.max(best, toneStrength(samples.slice(at, at + window), hertz, sampleRate));
  }
  return best;
}

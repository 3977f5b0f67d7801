/**
 * Makes prompts/waiting-music.wav: eight quiet bars of a plucked pentatonic tune over two-note chords, of our own and
 * always the same. Tails run over the end into the beginning, so that the loop has no seam. `node freeswitch/scripts/make-music.ts`
 */
import { writeFileSync } from "node:fs";

const SAMPLE_RATE = 8_000;
const BEAT_SECONDS = 0.5;
const BEATS = 32;
const PEAK = 0.35;
const A4_HERTZ = 440;
const A4_NOTE = 69;

/** [beat, MIDI note, beats it may ring, loudness] */
type Note = readonly [beat: number, note: number, beats: number, loudness: number];

const MELODY: readonly Note[] = [
  [0, 76, 2, 0.8],
  [1, 79, 2, 0.7],
  [2, 81, 3, 0.8],
  [3.5, 79, 1, 0.5],
  [4, 76, 3, 0.7],
  [6, 74, 2, 0.6],
  [8, 72, 2, 0.8],
  [9, 74, 2, 0.6],
  [10, 76, 3, 0.7],
  [12, 74, 4, 0.7],
  [16, 72, 2, 0.8],
  [17, 76, 2, 0.7],
  [18, 79, 3, 0.8],
  [19.5, 81, 1, 0.5],
  [20, 84, 3, 0.7],
  [22, 81, 2, 0.6],
  [24, 79, 2, 0.8],
  [25, 76, 2, 0.6],
  [26, 74, 3, 0.7],
  [28, 72, 4, 0.8],
];

/** Root and fifth, one pair a bar. */
const CHORDS: readonly (readonly [number, number])[] = [
  [48, 55],
  [45, 52],
  [41, 48],
  [43, 50],
  [48, 55],
  [45, 52],
  [43, 50],
  [48, 55],
];

function main(): void {
  const length = Math.round(BEATS * BEAT_SECONDS * SAMPLE_RATE);
  const mix = new Float64Array(length);
  for (const note of MELODY) pluck(mix, note);
  CHORDS.forEach(([root, fifth], bar) => {
    pluck(mix, [bar * 4, root, 4, 0.5]);
    pluck(mix, [bar * 4 + 1, fifth, 3, 0.3]);
    pluck(mix, [bar * 4 + 2, root + 12, 2, 0.25]);
    pluck(mix, [bar * 4 + 3, fifth, 2, 0.25]);
  });
  writeFileSync(new URL("../prompts/waiting-music.wav", import.meta.url), wav(mix));
}

function pluck(mix: Float64Array, [beat, note, beats, loudness]: Note): void {
  const hertz = A4_HERTZ * 2 ** ((note - A4_NOTE) / 12);
  const start = Math.round(beat * BEAT_SECONDS * SAMPLE_RATE);
  const samples = Math.round((beats * BEAT_SECONDS + 0.6) * SAMPLE_RATE);
  for (let index = 0; index < samples; index += 1) {
    const seconds = index / SAMPLE_RATE;
    const attack = Math.min(1, seconds / 0.008);
    const release = Math.min(1, (samples - index) / (0.1 * SAMPLE_RATE));
    const decay = Math.exp((-2.2 * seconds) / (beats * BEAT_SECONDS));
    const phase = 2 * Math.PI * hertz * seconds;
    const tone = Math.sin(phase) + 0.25 * Math.sin(2 * phase) * Math.exp(-4 * seconds);
    const at = (start + index) % mix.length;
    mix[at] = (mix[at] ?? 0) + loudness * attack * release * decay * tone;
  }
}

function wav(mix: Float64Array): Buffer {
  const loudest = mix.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const bytes = Buffer.alloc(44 + mix.length * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + mix.length * 2, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SAMPLE_RATE, 24);
  bytes.writeUInt32LE(SAMPLE_RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(mix.length * 2, 40);
  mix.forEach((sample, index) => {
    bytes.writeInt16LE(Math.round((sample / loudest) * PEAK * 32_767), 44 + index * 2);
  });
  return bytes;
}

main();

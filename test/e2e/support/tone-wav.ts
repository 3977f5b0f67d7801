import { writeFileSync } from "node:fs";

const SAMPLE_RATE = 48_000;
const SECONDS = 2;
const AMPLITUDE = 8_000;
const HEADER_BYTES = 44;

/** A WAV file that loops without a click: what a browser's microphone hears. `hertz` is a whole number. */
export function writeToneWav(path: string, hertz: number): string {
  const samples = SAMPLE_RATE * SECONDS;
  const file = Buffer.alloc(HEADER_BYTES + samples * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const sample = Math.round(AMPLITUDE * Math.sin((2 * Math.PI * hertz * index) / SAMPLE_RATE));
    file.writeInt16LE(sample, HEADER_BYTES + index * 2);
  }
  writeFileSync(path, file);
  return path;
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { salvageRecording } from "./salvage.ts";

const FRAMES = 16_000;
const HEADER_BYTES = 44;

/** A stereo recording of two seconds whose header says `dataBytes`. */
function stereo(dataBytes: number, frames = FRAMES): Buffer {
  const file = Buffer.alloc(HEADER_BYTES + frames * 4);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + dataBytes, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(8_000, 24);
  file.writeUInt32LE(32_000, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(dataBytes, 40);
  return file;
}

describe("salvageRecording", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hotline-salvage-"));
    path = join(folder, "segment.1.wav");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("when the header says that there are no samples, then the true sizes are written into it, once", () => {
    writeFileSync(path, stereo(0));
    expect(salvageRecording(path)).toEqual({ channels: 2, sampleRate: 8_000, durationMs: 2_000, mended: true });
    const mended = readFileSync(path);
    expect(mended.readUInt32LE(40)).toBe(FRAMES * 4);
    expect(mended.readUInt32LE(4)).toBe(mended.length - 8);
    expect(salvageRecording(path)).toMatchObject({ mended: false, durationMs: 2_000 });
  });

  it("when the last frame is cut in the middle, then only whole frames count", () => {
    writeFileSync(path, stereo(0).subarray(0, HEADER_BYTES + 1_001 * 4 + 3));
    salvageRecording(path);
    expect(readFileSync(path).readUInt32LE(40)).toBe(1_001 * 4);
  });

  it("when the header promises more than the file holds, then it is mended; when it is right, then nothing is touched", () => {
    writeFileSync(path, stereo(FRAMES * 8));
    expect(salvageRecording(path)).toMatchObject({ mended: true, durationMs: 2_000 });
    writeFileSync(path, stereo(FRAMES * 4));
    expect(salvageRecording(path)).toMatchObject({ mended: false });
  });

  it.each([
    ["empty", Buffer.alloc(0)],
    ["no WAV", Buffer.from("hello, this is text and long enough to be something else")],
    ["only a header's beginning", stereo(0).subarray(0, 20)],
  ])("when the file is %s, then it is left alone", (_, bytes) => {
    writeFileSync(path, bytes);
    expect(salvageRecording(path)).toBeUndefined();
    expect(readFileSync(path)).toEqual(bytes);
  });
});

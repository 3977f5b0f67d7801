import { expect, test } from "vitest";
import { wavFault } from "./wav-header.ts";

interface Sound {
  rateHz?: number;
  channels?: number;
  bits?: number;
  coding?: number;
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function wav({ rateHz = 8000, channels = 1, bits = 16, coding = 1 }: Sound, before: Buffer = Buffer.alloc(0)): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(coding, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rateHz, 4);
  format.writeUInt16LE(bits, 14);
  const body = Buffer.concat([Buffer.from("WAVE"), before, chunk("fmt ", format), chunk("data", Buffer.alloc(320))]);
  return chunk("RIFF", body);
}

test("8 kHz mono 16-bit PCM can be played", () => {
  expect(wavFault(wav({}))).toBeUndefined();
});

test("chunks before the format chunk are passed over, odd lengths included", () => {
  expect(wavFault(wav({}, chunk("LIST", Buffer.from("odd"))))).toBeUndefined();
});

test.each([
  [{ rateHz: 44100, channels: 2 }, "44.1 kHz、2 声道、16 位"],
  [{ bits: 8 }, "8 kHz、1 声道、8 位"],
  [{ coding: 7 }, "8 kHz、1 声道、16 位（压缩编码）"],
] as const)("%j is refused with what it is", (sound, words) => {
  expect(wavFault(wav(sound))?.zh).toBe(words);
});

test("a WAV cut off anywhere, and what is no WAV, is refused without an exception", () => {
  const whole = wav({});
  for (let length = 0; length < 36; length++) expect(wavFault(whole.subarray(0, length))).toBeDefined();
  expect(wavFault(Buffer.from("ID3 this is an mp3"))?.en).toBe("another format");
});

import type { Words } from "../words.ts";

const pcm = 1;

/**
 * Why FreeSWITCH would not play this file as it is, or undefined when it is an 8 kHz mono 16-bit PCM WAV.
 * `head` is the file's beginning; RIFF chunks as in the Multimedia Programming Interface 1.0.
 */
export function wavFault(head: Buffer): Words | undefined {
  if (head.length < 12 || head.toString("latin1", 0, 4) !== "RIFF" || head.toString("latin1", 8, 12) !== "WAVE") {
    return { zh: "别的格式", en: "another format" };
  }
  for (let at = 12; at + 8 <= head.length;) {
    const size = head.readUInt32LE(at + 4);
    if (head.toString("latin1", at, at + 4) === "fmt " && size >= 16 && at + 24 <= head.length) {
      return formatFault({
        coding: head.readUInt16LE(at + 8),
        channels: head.readUInt16LE(at + 10),
        sampleRateHz: head.readUInt32LE(at + 12),
        sampleBits: head.readUInt16LE(at + 22),
      });
    }
    at += 8 + size + (size % 2);
  }
  return { zh: "损坏的 WAV", en: "a damaged WAV" };
}

function formatFault(format: { coding: number; channels: number; sampleRateHz: number; sampleBits: number }) {
  const { coding, channels, sampleRateHz, sampleBits } = format;
  if (coding === pcm && channels === 1 && sampleRateHz === 8000 && sampleBits === 16) return undefined;
  return {
    zh: `${sampleRateHz / 1000} kHz、${channels} 声道、${sampleBits} 位${coding === pcm ? "" : "（压缩编码）"}`,
    en: `${sampleRateHz / 1000} kHz, ${channels} channel(s), ${sampleBits} bit${coding === pcm ? "" : ", compressed"}`,
  };
}

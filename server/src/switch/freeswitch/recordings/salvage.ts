import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const FORMAT_BYTES = 16;

export interface Salvaged {
  readonly channels: number;
  readonly sampleRate: number;
  readonly durationMs: number;
  /** False when the header was right already. */
  readonly mended: boolean;
}

/**
 * A switch that was killed leaves a WAV whose header still says that there are no samples. Writes the true sizes into it.
 * @returns undefined when the file is no PCM WAV or was never begun
 */
export function salvageRecording(path: string): Salvaged | undefined {
  const file = openSync(path, "r+");
  try {
    const fileBytes = fstatSync(file).size;
    const wav = findChunks(file, fileBytes);
    if (wav === undefined) return undefined;
    const { dataAt, format } = wav;
    const bytesPerFrame = format.channels * (format.bitsPerSample / 8);
    const said = readUint32(file, dataAt + 4);
    const held = fileBytes - dataAt - CHUNK_HEADER_BYTES;
    const mended = said === 0 || said > held;
    const dataBytes = mended ? held - (held % bytesPerFrame) : said;
    if (mended) {
      writeUint32(file, dataAt + 4, dataBytes);
      writeUint32(file, 4, dataAt + CHUNK_HEADER_BYTES + dataBytes - 8);
    }
    const durationMs = Math.round((dataBytes / bytesPerFrame / format.sampleRate) * 1_000);
    return { channels: format.channels, sampleRate: format.sampleRate, durationMs, mended };
  } finally {
    closeSync(file);
  }
}

interface Format {
  readonly channels: number;
  readonly sampleRate: number;
  readonly bitsPerSample: number;
}

function findChunks(file: number, fileBytes: number): { dataAt: number; format: Format } | undefined {
  if (fileBytes < RIFF_HEADER_BYTES || readText(file, 0) !== "RIFF" || readText(file, 8) !== "WAVE") return undefined;
  let format: Format | undefined;
  for (let at = RIFF_HEADER_BYTES; at + CHUNK_HEADER_BYTES <= fileBytes;) {
    const name = readText(file, at);
    const bytes = readUint32(file, at + 4);
    if (name === "data") return isUsable(format) ? { dataAt: at, format } : undefined;
    if (name === "fmt ") format = readFormat(file, at + CHUNK_HEADER_BYTES);
    at += CHUNK_HEADER_BYTES + bytes + (bytes % 2);
  }
  return undefined;
}

function isUsable(format: Format | undefined): format is Format {
  return format !== undefined && format.channels > 0 && format.sampleRate > 0 && format.bitsPerSample >= 8;
}

function readFormat(file: number, at: number): Format {
  const bytes = Buffer.alloc(FORMAT_BYTES);
  readSync(file, bytes, 0, FORMAT_BYTES, at);
  return {
    channels: bytes.readUInt16LE(2),
    sampleRate: bytes.readUInt32LE(4),
    bitsPerSample: bytes.readUInt16LE(14),
  };
}

function readText(file: number, at: number): string {
  const bytes = Buffer.alloc(4);
  readSync(file, bytes, 0, 4, at);
  return bytes.toString("latin1");
}

function readUint32(file: number, at: number): number {
  const bytes = Buffer.alloc(4);
  readSync(file, bytes, 0, 4, at);
  return bytes.readUInt32LE();
}

function writeUint32(file: number, at: number, value: number): void {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  writeSync(file, bytes, 0, 4, at);
}

import { createSocket, type Socket } from "node:dgram";

const SAMPLE_RATE = 8_000;
const FRAME_SAMPLES = 160;
const FRAME_MS = 20;
const RTP_HEADER_BYTES = 12;
const PCMA = 8;
const TELEPHONE_EVENT = 101;
/** RFC 4733 section 3.2, table 3. */
const KEYS = "0123456789*#ABCD";
const KEY_PACKETS = 8;
const KEY_END_PACKETS = 3;
const AMPLITUDE = 8_000;

/** One end of a call's sound: sends a steady tone as G.711 A-law over RTP and listens which tones come back. */
export class ToneMedia {
  readonly #socket: Socket;
  readonly #toneHertz: number;
  readonly #heard: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sequence = 0;
  #packets = 0;
  #silent = false;
  #keys = "";
  #lastKeyStamp: number | undefined;
  readonly #keysToSend: Buffer[] = [];
  #keyStamp = 0;

  static async open(address: string, toneHertz: number): Promise<ToneMedia> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, address, resolve));
    return new ToneMedia(socket, toneHertz);
  }

  private constructor(socket: Socket, toneHertz: number) {
    this.#socket = socket;
    this.#toneHertz = toneHertz;
    socket.on("message", (packet) => {
      if ((at(packet, 1) & 0x7f) === TELEPHONE_EVENT) {
        this.#hearKey(packet);
        return;
      }
      this.#packets += 1;
      for (const byte of packet.subarray(RTP_HEADER_BYTES)) this.#heard.push(decodeALaw(byte));
      if (this.#heard.length > SAMPLE_RATE) this.#heard.splice(0, this.#heard.length - SAMPLE_RATE);
    });
  }

  get port(): number {
    return this.#socket.address().port;
  }

  get packetsReceived(): number {
    return this.#packets;
  }

  /** Keys heard as telephone-events (RFC 4733). */
  get keys(): string {
    return this.#keys;
  }

  /** Presses keys one after the other, as telephone-events in place of the tone. */
  press(keys: string): void {
    for (const key of keys) this.#keysToSend.push(...keyPackets(KEYS.indexOf(key)));
  }

  /** The far phone has lost its network: nothing is sent any more, and nobody says so. */
  goSilent(): void {
    this.#silent = true;
  }

  sendTo(address: string, port: number): void {
    if (this.#timer !== undefined) clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      if (!this.#silent) this.#socket.send(this.#frame(), port, address);
    }, FRAME_MS);
  }

  /** Strength of a tone in the last half second heard, 0 to 1 of what a phone of ours sends. */
  strengthOf(hertz: number): number {
    const samples = this.#heard.slice(-SAMPLE_RATE / 2);
    return samples.length < SAMPLE_RATE / 4 ? 0 : toneStrength(samples, hertz) / AMPLITUDE;
  }

  /** Of everything heard in the last half second, as the amplitude of a tone of the same power, 0 to 1. */
  loudness(): number {
    const samples = this.#heard.slice(-SAMPLE_RATE / 2);
    if (samples.length < SAMPLE_RATE / 4) return 0;
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    return Math.sqrt(2 * power) / AMPLITUDE;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket.close();
  }

  #hearKey(packet: Buffer): void {
    // All packets of one press carry the instant it began.
    const stamp = packet.readUInt32BE(4);
    if (stamp === this.#lastKeyStamp) return;
    this.#lastKeyStamp = stamp;
    this.#keys += KEYS[at(packet, RTP_HEADER_BYTES)] ?? "?";
  }

  #keyFrame(payload: Buffer): Buffer {
    const packet = Buffer.alloc(RTP_HEADER_BYTES);
    const first = payload.readUInt16BE(2) === FRAME_SAMPLES;
    if (first) this.#keyStamp = (this.#sequence * FRAME_SAMPLES) >>> 0;
    packet[0] = 0x80;
    packet[1] = TELEPHONE_EVENT | (first ? 0x80 : 0);
    packet.writeUInt16BE(this.#sequence & 0xffff, 2);
    packet.writeUInt32BE(this.#keyStamp, 4);
    packet.writeUInt32BE(this.port, 8);
    this.#sequence += 1;
    return Buffer.concat([packet, payload]);
  }

  #frame(): Buffer {
    const key = this.#keysToSend.shift();
    if (key !== undefined) return this.#keyFrame(key);
    const packet = Buffer.alloc(RTP_HEADER_BYTES + FRAME_SAMPLES);
    packet[0] = 0x80;
    packet[1] = PCMA;
    packet.writeUInt16BE(this.#sequence & 0xffff, 2);
    packet.writeUInt32BE((this.#sequence * FRAME_SAMPLES) >>> 0, 4);
    packet.writeUInt32BE(this.port, 8);
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const at = (this.#sequence * FRAME_SAMPLES + index) / SAMPLE_RATE;
      packet[RTP_HEADER_BYTES + index] = encodeALaw(AMPLITUDE * Math.sin(2 * Math.PI * this.#toneHertz * at));
    }
    this.#sequence += 1;
    return packet;
  }
}

/** The payloads of one press, its last said three times. */
function keyPackets(event: number): Buffer[] {
  return Array.from({ length: KEY_PACKETS + KEY_END_PACKETS - 1 }, (_, index) => {
    const payload = Buffer.alloc(4);
    const ends = index + 1 >= KEY_PACKETS;
    payload[0] = event;
    payload[1] = (ends ? 0x80 : 0) | 10;
    payload.writeUInt16BE(Math.min(index + 1, KEY_PACKETS) * FRAME_SAMPLES, 2);
    return payload;
  });
}

function at(packet: Buffer, index: number): number {
  return packet[index] ?? 0;
}

/** Amplitude of one frequency, by Goertzel's algorithm. */
export function toneStrength(samples: readonly number[], hertz: number, sampleRate = SAMPLE_RATE): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let before = 0;
  let last = 0;
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  const power = before * before + last * last - coefficient * before * last;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

/** ITU-T G.711, A-law. */
export function encodeALaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  let magnitude = Math.min(32_635, Math.abs(Math.round(sample)));
  let exponent = 7;
  for (let mask = 0x4000; exponent > 0 && (magnitude & mask) === 0; mask >>= 1) exponent -= 1;
  magnitude = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f;
  return (sign | (exponent << 4) | magnitude) ^ 0x55;
}

export function decodeALaw(byte: number): number {
  const value = byte ^ 0x55;
  const exponent = (value >> 4) & 7;
  const mantissa = (value & 0x0f) << 4;
  const magnitude = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
  return value & 0x80 ? magnitude : -magnitude;
}

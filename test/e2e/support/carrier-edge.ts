import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { decodeALaw, toneStrength } from "../../calls/support/tone-media.ts";

const SAMPLE_RATE = 8_000;
const RTP_HEADER_BYTES = 12;
const ADDRESS = "127.0.0.1";

interface Party {
  port: number | undefined;
}

/**
 * What stands between a carrier and us: passes one call's SIP and RTP on, both ways, and listens to what the carrier's side
 * receives. SIPp plays sound but keeps none.
 */
export class CarrierEdge {
  readonly #sip: Socket;
  /** Its port is the one the switch is told to send sound to. */
  readonly #towardsSwitch: Socket;
  /** Its port is the one the carrier is told to send sound to. */
  readonly #towardsCarrier: Socket;
  readonly #trunkPort: number;
  readonly #carrier: Party = { port: undefined };
  readonly #switchSound: Party = { port: undefined };
  readonly #carrierSound: Party = { port: undefined };
  readonly #heard: number[] = [];

  static async open(trunkPort: number): Promise<CarrierEdge> {
    const sockets = await Promise.all([udp(), udp(), udp()]);
    return new CarrierEdge(trunkPort, sockets);
  }

  private constructor(trunkPort: number, [sip, towardsSwitch, towardsCarrier]: [Socket, Socket, Socket]) {
    this.#trunkPort = trunkPort;
    [this.#sip, this.#towardsSwitch, this.#towardsCarrier] = [sip, towardsSwitch, towardsCarrier];
    sip.on("message", (data, from) => this.#signal(data.toString("utf8"), from));
    towardsSwitch.on("message", (packet) => {
      for (const byte of packet.subarray(RTP_HEADER_BYTES)) this.#heard.push(decodeALaw(byte));
      if (this.#heard.length > SAMPLE_RATE) this.#heard.splice(0, this.#heard.length - SAMPLE_RATE);
      pass(towardsCarrier, packet, this.#carrierSound);
    });
    towardsCarrier.on("message", (packet) => pass(towardsSwitch, packet, this.#switchSound));
  }

  get port(): number {
    return this.#sip.address().port;
  }

  /** Amplitude of a tone in the last half second the carrier received; full scale is 32,768. */
  heard(hertz: number): number {
    return toneStrength(this.#heard.slice(-SAMPLE_RATE / 2), hertz);
  }

  close(): void {
    for (const socket of [this.#sip, this.#towardsSwitch, this.#towardsCarrier]) socket.close();
  }

  #signal(message: string, { port }: RemoteInfo): void {
    if (port === this.#trunkPort) {
      pass(this.#sip, withSoundAt(message, this.#towardsCarrier, this.#switchSound), this.#carrier);
    } else {
      this.#carrier.port = port;
      pass(this.#sip, withSoundAt(message, this.#towardsSwitch, this.#carrierSound), { port: this.#trunkPort });
    }
  }
}

/** The message with our port in its session description; the one that stood there is noted in `theirs`. */
function withSoundAt(message: string, ours: Socket, theirs: Party): string {
  const split = message.indexOf("\r\n\r\n");
  const [head, body] = [message.slice(0, split), message.slice(split + 4)];
  const port = /^m=audio (\d+)/m.exec(body)?.[1];
  if (port === undefined) return message;
  theirs.port = Number(port);
  const changed = body.replace(/^m=audio \d+/m, `m=audio ${String(ours.address().port)}`);
  return `${head.replace(/^(content-length|l): *\d+/im, `$1: ${String(Buffer.byteLength(changed))}`)}\r\n\r\n${changed}`;
}

function pass(socket: Socket, data: string | Buffer, { port }: Party): void {
  if (port !== undefined) socket.send(data, port, ADDRESS);
}

function udp(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, ADDRESS, () => resolve(socket));
  });
}

/** What the registrar of a test answers a REGISTER with; 200 if undefined. */
export type Registrar = (request: string) => number;

/** One end of a pair of SIP sockets in memory. REGISTERs are answered by a small registrar, everything else goes to the far end. */
export class LoopSocket {
  readonly url = "ws://loop.invalid/";
  readonly sip_uri = "sip:loop.invalid;transport=ws";
  via_transport = "WS";
  onconnect = (): void => undefined;
  ondisconnect = (_error: boolean, _code?: number, _reason?: string): void => undefined;
  ondata = <T>(_data: T): void => undefined;

  peer: LoopSocket | undefined;
  readonly sent: string[] = [];
  readonly #registrar: Registrar;
  #state: "closed" | "connecting" | "open" = "closed";
  #quiet = false;

  constructor(registrar: Registrar = () => 200) {
    this.#registrar = registrar;
  }

  connect(): void {
    this.#state = "connecting";
    queueMicrotask(() => {
      if (this.#state !== "connecting") return;
      this.#state = "open";
      this.onconnect();
    });
  }

  disconnect(): void {
    this.#state = "closed";
  }

  isConnected(): boolean {
    return this.#state === "open";
  }

  isConnecting(): boolean {
    return this.#state === "connecting";
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (this.#quiet) return true;
    const text = String(message);
    this.sent.push(text);
    const target = text.startsWith("REGISTER ") ? this : this.peer;
    const delivered = text.startsWith("REGISTER ") ? answerTo(text, this.#registrar(text)) : text;
    setTimeout(() => {
      if (target?.isConnected()) target.ondata(delivered);
    }, 0);
    return true;
  }

  silence(): void {
    this.#quiet = true;
  }

  /** The connection breaks, as with a pulled cable. */
  break(): void {
    this.#state = "closed";
    this.ondisconnect(true, 1006, "");
  }

  /** First lines of what went out, for reading a test's story. */
  get methods(): string[] {
    return this.sent.map((text) => text.split(" ", 1)[0] ?? "");
  }
}

export function loopPair(registrar?: Registrar): [LoopSocket, LoopSocket] {
  const [near, far] = [new LoopSocket(registrar), new LoopSocket()];
  near.peer = far;
  far.peer = near;
  return [near, far];
}

function answerTo(request: string, status: number): string {
  const lines = request.split("\r\n");
  const copied = (name: string): string[] => lines.filter((line) => line.toLowerCase().startsWith(`${name}:`));
  return [
    `SIP/2.0 ${String(status)} Answer`,
    ...copied("via"),
    ...copied("from"),
    ...copied("to").map((line) => `${line};tag=registrar`),
    ...copied("call-id"),
    ...copied("cseq"),
    ...(status === 200 ? copied("contact") : []),
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}

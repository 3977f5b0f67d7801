import { createSocket, type Socket } from "node:dgram";
import { randomBytes } from "node:crypto";
import {
  header,
  headersOf,
  methodOf,
  parseSip,
  statusOf,
  uriOf,
  writeSip,
  type SipMessage,
} from "../../calls/support/sip-message.ts";

/** RFC 3261 timer T1: what is not acknowledged is sent again. */
const AGAIN_MS = 500;

/** What one phone did with one INVITE; times in ms since 1970. */
export interface PhoneStory {
  readonly extension: string;
  readonly callId: string;
  /** The caller's number, from the INVITE. */
  readonly caller: string;
  readonly invitedAt: number;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  fate: "ringing" | "up" | "rejected" | "cancelled" | "hung-up" | "hung-up-on";
}

interface Dialog {
  readonly story: PhoneStory;
  readonly invite: SipMessage;
  readonly local: string;
  /** Sent again until acknowledged. */
  pending: NodeJS.Timeout | undefined;
}

/** All the agents' phones on one socket, without sound: they ring, answer, refuse and hang up, and write down what happened. */
export class PhoneRack {
  readonly #socket: Socket;
  readonly #dialogs = new Map<string, Dialog>();
  readonly #dialogOf = new WeakMap<PhoneStory, Dialog>();
  readonly stories: PhoneStory[] = [];
  onRing: (story: PhoneStory) => void = () => undefined;
  #peer = { address: "127.0.0.1", port: 0 };

  /** @param port for SIP; nobody may be on the one after it */
  static async open(port: number): Promise<PhoneRack> {
    const socket = createSocket({ type: "udp4", recvBufferSize: 4 * 1024 * 1024 });
    await new Promise<void>((resolve) => socket.bind(port, "127.0.0.1", resolve));
    return new PhoneRack(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("message", (data, { address, port }) => {
      this.#peer = { address, port };
      this.#received(parseSip(data.toString("utf8")));
    });
  }

  get port(): number {
    return this.#socket.address().port;
  }

  answer(story: PhoneStory): void {
    const dialog = this.#dialogOf.get(story);
    if (dialog === undefined || story.fate !== "ringing") return;
    story.fate = "up";
    story.answeredAt = Date.now();
    this.#repeat(dialog, () => this.#reply(dialog.invite, 200, "OK", dialog.local, this.#sdp()));
  }

  /** 486 is one phone that is busy, 603 a person who will not. */
  reject(story: PhoneStory, status: 486 | 603): void {
    const dialog = this.#dialogOf.get(story);
    if (dialog === undefined || story.fate !== "ringing") return;
    this.#end(story, "rejected");
    this.#repeat(dialog, () => this.#reply(dialog.invite, status, "Busy Here", dialog.local));
  }

  hangUp(story: PhoneStory): void {
    const dialog = this.#dialogOf.get(story);
    if (dialog === undefined || story.fate !== "up") return;
    this.#end(story, "hung-up");
    const via = `SIP/2.0/UDP 127.0.0.1:${this.port};rport;branch=z9hG4bK${token()}`;
    const bye: SipMessage = {
      startLine: `BYE ${uriOf(header(dialog.invite, "Contact"))} SIP/2.0`,
      headers: [
        ["Via", via],
        ["Max-Forwards", "70"],
        ["From", dialog.local],
        ["To", header(dialog.invite, "From") ?? ""],
        ["Call-ID", header(dialog.invite, "Call-ID") ?? ""],
        ["CSeq", "100 BYE"],
      ],
      body: "",
    };
    this.#repeat(dialog, () => this.#send(bye));
  }

  close(): void {
    for (const { pending } of this.#dialogs.values()) clearInterval(pending);
    this.#socket.close();
  }

  #received(message: SipMessage): void {
    const dialog = this.#dialogs.get(header(message, "Call-ID") ?? "");
    if (statusOf(message) > 0) {
      // Of what a phone asks only a BYE is answered.
      if (dialog !== undefined && statusOf(message) >= 200) clearInterval(dialog.pending);
      return;
    }
    switch (methodOf(message)) {
      case "INVITE":
        if (dialog === undefined) this.#invited(message);
        return;
      case "ACK":
        if (dialog?.story.fate !== "hung-up") clearInterval(dialog?.pending);
        return;
      case "CANCEL":
        this.#reply(message, 200, "OK");
        if (dialog?.story.fate !== "ringing") return;
        this.#end(dialog.story, "cancelled");
        this.#repeat(dialog, () => this.#reply(dialog.invite, 487, "Request Terminated", dialog.local));
        return;
      case "BYE":
        this.#reply(message, 200, "OK");
        clearInterval(dialog?.pending);
        if (dialog?.story.fate === "up") this.#end(dialog.story, "hung-up-on");
        return;
      default:
        this.#reply(message, 200, "OK");
    }
  }

  #invited(invite: SipMessage): void {
    const story: PhoneStory = {
      extension: userOf(invite.startLine),
      callId: header(invite, "X-Hotline-Call-Id") ?? "",
      caller: userOf(header(invite, "From") ?? ""),
      invitedAt: Date.now(),
      answeredAt: undefined,
      endedAt: undefined,
      fate: "ringing",
    };
    const local = `${header(invite, "To") ?? ""};tag=${token()}`;
    const dialog: Dialog = { story, invite, local, pending: undefined };
    this.#dialogs.set(header(invite, "Call-ID") ?? "", dialog);
    this.#dialogOf.set(story, dialog);
    this.stories.push(story);
    this.#reply(invite, 180, "Ringing", local);
    this.onRing(story);
  }

  #end(story: PhoneStory, fate: PhoneStory["fate"]): void {
    story.fate = fate;
    story.endedAt = Date.now();
  }

  #repeat(dialog: Dialog, send: () => void): void {
    clearInterval(dialog.pending);
    let left = 10;
    send();
    dialog.pending = setInterval(() => {
      left -= 1;
      if (left <= 0) clearInterval(dialog.pending);
      else send();
    }, AGAIN_MS);
  }

  #reply(request: SipMessage, status: number, reason: string, to = header(request, "To") ?? "", body = ""): void {
    const keep = ["From", "Call-ID", "CSeq"].map((name): [string, string] => [name, header(request, name) ?? ""]);
    this.#send({
      startLine: `SIP/2.0 ${status} ${reason}`,
      headers: [
        ...headersOf(request, "Via"),
        ...keep,
        ["To", to],
        ["Contact", `<sip:phone@127.0.0.1:${this.port}>`],
        ...(body === "" ? [] : [["Content-Type", "application/sdp"] as const]),
      ],
      body,
    });
  }

  #send(message: SipMessage): void {
    this.#socket.send(writeSip(message), this.#peer.port, this.#peer.address);
  }

  /** The port beside is kept free: no sound is sent, and what comes is not heard. */
  #sdp(): string {
    return (
      `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n` +
      `m=audio ${this.port + 1} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n`
    );
  }
}

function userOf(text: string): string {
  return /sips?:([^@>;]+)@/.exec(text)?.[1] ?? "";
}

function token(): string {
  return randomBytes(8).toString("hex");
}

import { createSocket, type Socket } from "node:dgram";
import { EventEmitter, once } from "node:events";
import { header, headersOf, methodOf, parseSip, statusOf, uriOf, writeSip, type SipMessage } from "./sip-message.ts";
import { digest } from "./digest.ts";
import { sdp, sdpTarget } from "./sdp.ts";
import { branch, token } from "./sip-tokens.ts";
import { ToneMedia } from "./tone-media.ts";

const RETRANSMIT_MS = 500;
const DEADLINE_MS = 10_000;

export interface PhoneOptions {
  readonly address?: string;
  readonly user: string;
  /** What the phone's microphone hears. */
  readonly toneHertz?: number;
  readonly userAgent?: string;
  /** Of the calls it makes: what the networks before us have left. */
  readonly maxForwards?: number;
  /** What a called number answers every INVITE with; `silence`: nothing at all. Without it, it rings. */
  readonly called?: number | "silence";
  /** Where calls to a registered phone go instead of to itself: a load generator. */
  readonly contactPort?: number;
}

type FullOptions = Required<Omit<PhoneOptions, "contactPort" | "called">> &
  Pick<PhoneOptions, "contactPort" | "called">;

export interface CallOptions {
  /** Proves who calls, as a registered phone has to. */
  readonly password?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** A call as one phone sees it. `state` goes on only forwards. */
export interface PhoneCall {
  readonly id: string;
  readonly invite: SipMessage;
  state: "calling" | "ringing" | "up" | "ended";
  /** The final status of a call that was not answered, and its words. */
  status: number | undefined;
  reason?: string | undefined;
  media: ToneMedia;
  answeredAt: number | undefined;
}

interface Dialog {
  readonly call: PhoneCall;
  readonly incoming: boolean;
  local: string;
  remote: string;
  target: string;
  cseq: number;
  branch: string;
  /** Of a call this phone makes: to be sent again with a proof. */
  readonly password: string | undefined;
}

type PhoneEvents = { incoming: [PhoneCall]; changed: [PhoneCall]; response: [SipMessage] };

/** A SIP phone over UDP for tests: registers, rings, answers, refuses, calls, hangs up, and really sends and hears sound. */
export class SipPhone extends EventEmitter<PhoneEvents> {
  readonly #socket: Socket;
  readonly #options: FullOptions;
  readonly #dialogs = new Map<string, Dialog>();
  readonly calls: PhoneCall[] = [];
  /** Registered still, and nothing that is sent to it arrives. */
  unplugged = false;
  readonly #lost = new Set<string>();
  #registration = { callId: token(), cseq: 1 };

  static async open(options: PhoneOptions): Promise<SipPhone> {
    const full = { address: "127.0.0.1", toneHertz: 440, userAgent: "test-phone", maxForwards: 70, ...options };
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, full.address, resolve));
    return new SipPhone(socket, full);
  }

  private constructor(socket: Socket, options: FullOptions) {
    super();
    this.#socket = socket;
    this.#options = options;
    socket.on("message", (data, { address, port }) => {
      this.#received(data.toString("utf8"), { address, port });
    });
  }

  get user(): string {
    return this.#options.user;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** @returns the final status: 200, or how the switch refused */
  async register(
    server: { address: string; port: number; realm: string },
    password: string,
    expires = 3600,
  ): Promise<number> {
    const uri = `sip:${server.realm}`;
    const who = `<sip:${this.#options.user}@${server.realm}>`;
    const request = (authorization: string | undefined): SipMessage => ({
      startLine: `REGISTER ${uri} SIP/2.0`,
      headers: [
        ["Via", this.#via(branch())],
        ["Max-Forwards", "70"],
        ["From", `${who};tag=${token()}`],
        ["To", who],
        ["Call-ID", this.#registration.callId],
        ["CSeq", `${this.#registration.cseq++} REGISTER`],
        [
          "Contact",
          `<sip:${this.#options.user}@${this.#options.address}:${this.#options.contactPort ?? this.port}>;expires=${expires}`,
        ],
        ["Expires", String(expires)],
        ["User-Agent", this.#options.userAgent],
        ...(authorization === undefined ? [] : [["Authorization", authorization] as const]),
      ],
      body: "",
    });
    const challenge = await this.#transact(request(undefined), server);
    const authenticate = header(challenge, "WWW-Authenticate");
    if (statusOf(challenge) !== 401 || authenticate === undefined) return statusOf(challenge);
    const authorization = digest(authenticate, { user: this.#options.user, password, method: "REGISTER", uri });
    return statusOf(await this.#transact(request(authorization), server));
  }

  /** @param display goes into the From header as it is, quotes and all */
  async call(
    server: { address: string; port: number },
    number: string,
    display?: string,
    { password, headers = [] }: CallOptions = {},
  ): Promise<PhoneCall> {
    const media = await ToneMedia.open(this.#options.address, this.#options.toneHertz);
    const target = `sip:${number}@${server.address}:${server.port}`;
    const local = `${display === undefined ? "" : `${display} `}<sip:${this.#options.user}@${this.#options.address}>;tag=${token()}`;
    const id = token();
    const viaBranch = branch();
    const invite: SipMessage = {
      startLine: `INVITE ${target} SIP/2.0`,
      headers: [
        ["Via", this.#via(viaBranch)],
        ["Max-Forwards", String(this.#options.maxForwards)],
        ["From", local],
        ["To", `<${target}>`],
        ["Call-ID", id],
        ["CSeq", "1 INVITE"],
        ["Contact", this.#contact()],
        ["User-Agent", this.#options.userAgent],
        ...headers,
        ["Content-Type", "application/sdp"],
      ],
      body: sdp(this.#options.address, media.port),
    };
    const call: PhoneCall = { id, invite, state: "calling", status: undefined, media, answeredAt: undefined };
    this.calls.push(call);
    const dialog = {
      call,
      incoming: false,
      local,
      remote: `<${target}>`,
      target,
      cseq: 1,
      branch: viaBranch,
      password,
    };
    this.#dialogs.set(id, dialog);
    this.#send(invite, server);
    const again = setInterval(() => {
      // Once asked for a proof it is another request that is under way.
      if (call.state === "calling" && dialog.cseq === 1) this.#send(invite, server);
      else clearInterval(again);
    }, RETRANSMIT_MS);
    this.#peer = server;
    return call;
  }

  async answer(call: PhoneCall): Promise<void> {
    const dialog = this.#dialogOf(call);
    const remote = sdpTarget(call.invite.body);
    call.media.sendTo(remote.address, remote.port);
    this.#reply(call.invite, 200, "OK", dialog.local, sdp(this.#options.address, call.media.port));
    this.#change(call, "up");
    await Promise.resolve();
  }

  /** The carrier speaks before anybody answers: 183 with sound. */
  announce(call: PhoneCall): void {
    const remote = sdpTarget(call.invite.body);
    call.media.sendTo(remote.address, remote.port);
    const { local } = this.#dialogOf(call);
    this.#reply(call.invite, 183, "Session Progress", local, sdp(this.#options.address, call.media.port));
  }

  reject(call: PhoneCall, status = 486): void {
    this.#reply(call.invite, status, "Busy Here", this.#dialogOf(call).local);
    call.status = status;
    this.#change(call, "ended");
  }

  /** BYE in a talk, CANCEL before it. */
  hangUp(call: PhoneCall): void {
    const dialog = this.#dialogOf(call);
    if (call.state === "ended") return;
    if (call.state === "up") {
      dialog.cseq += 1;
      this.#send(
        {
          startLine: `BYE ${dialog.target} SIP/2.0`,
          headers: [
            ["Via", this.#via(branch())],
            ["Max-Forwards", "70"],
            ["From", dialog.local],
            ["To", dialog.remote],
            ["Call-ID", call.id],
            ["CSeq", `${dialog.cseq} BYE`],
          ],
          body: "",
        },
        this.#peer,
      );
      this.#change(call, "ended");
      return;
    }
    const keep = new Set(["From", "To", "Call-ID", "Max-Forwards"]);
    this.#send(
      {
        startLine: call.invite.startLine.replace("INVITE", "CANCEL"),
        headers: [
          ["Via", this.#via(dialog.branch)],
          ...call.invite.headers.filter(([name]) => keep.has(name)),
          ["CSeq", `${dialog.cseq} CANCEL`],
        ],
        body: "",
      },
      this.#peer,
    );
  }

  /** From now on nothing of the call comes through either way, its end least of all, and nobody is told. */
  lose(call: PhoneCall): void {
    call.media.goSilent();
    this.#lost.add(call.id);
  }

  /** Resolves when the call reaches the state, rejects when it cannot any more or the deadline passes. */
  async until(call: PhoneCall, state: PhoneCall["state"], deadlineMs = DEADLINE_MS): Promise<PhoneCall> {
    const order: PhoneCall["state"][] = ["calling", "ringing", "up", "ended"];
    const signal = AbortSignal.timeout(deadlineMs);
    while (order.indexOf(call.state) < order.indexOf(state)) await once(this, "changed", { signal });
    if (call.state !== state && state !== "ringing") {
      throw new Error(`${this.#options.user}: the call is ${call.state} (${call.status ?? "no status"}), not ${state}`);
    }
    return call;
  }

  async nextIncoming(deadlineMs = DEADLINE_MS): Promise<PhoneCall> {
    const [call] = await once(this, "incoming", { signal: AbortSignal.timeout(deadlineMs) });
    return call as PhoneCall;
  }

  close(): void {
    for (const { call } of this.#dialogs.values()) if (call.state !== "ended") call.media.close();
    this.#socket.close();
  }

  #peer: { address: string; port: number } = { address: "127.0.0.1", port: 0 };

  #received(text: string, from: { address: string; port: number }): void {
    if (this.unplugged) return;
    const message = parseSip(text);
    if (this.#lost.has(header(message, "Call-ID") ?? "")) return;
    if (statusOf(message) > 0) {
      this.emit("response", message);
      this.#response(message);
      return;
    }
    this.#peer = from;
    switch (methodOf(message)) {
      case "INVITE":
        void this.#invited(message);
        return;
      case "CANCEL":
        this.#reply(message, 200, "OK");
        this.#cancelled(message);
        return;
      case "BYE": {
        this.#reply(message, 200, "OK");
        const dialog = this.#dialogs.get(header(message, "Call-ID") ?? "");
        if (dialog !== undefined) this.#change(dialog.call, "ended");
        return;
      }
      case "OPTIONS":
      case "NOTIFY":
      case "INFO":
        this.#reply(message, 200, "OK");
        return;
    }
  }

  async #invited(invite: SipMessage): Promise<void> {
    const id = header(invite, "Call-ID") ?? "";
    const known = this.#dialogs.get(id);
    if (known !== undefined) {
      if (known.call.state === "up")
        this.#reply(invite, 200, "OK", known.local, sdp(this.#options.address, known.call.media.port));
      return;
    }
    const local = `${header(invite, "To") ?? ""};tag=${token()}`;
    const media = await ToneMedia.open(this.#options.address, this.#options.toneHertz);
    const call: PhoneCall = { id, invite, state: "ringing", status: undefined, media, answeredAt: undefined };
    const remote = header(invite, "From") ?? "";
    const target = uriOf(header(invite, "Contact"));
    this.#dialogs.set(id, { call, incoming: true, local, remote, target, cseq: 100, branch: "", password: undefined });
    this.calls.push(call);
    const { called } = this.#options;
    if (called === undefined) this.#reply(invite, 180, "Ringing", local);
    else if (called !== "silence") this.reject(call, called);
    this.emit("incoming", call);
  }

  #cancelled(cancel: SipMessage): void {
    const dialog = this.#dialogs.get(header(cancel, "Call-ID") ?? "");
    if (dialog === undefined || dialog.call.state === "up") return;
    this.#reply(dialog.call.invite, 487, "Request Terminated", dialog.local);
    dialog.call.status = 487;
    this.#change(dialog.call, "ended");
  }

  #response(message: SipMessage): void {
    const dialog = this.#dialogs.get(header(message, "Call-ID") ?? "");
    if (dialog === undefined || dialog.incoming || !(header(message, "CSeq") ?? "").endsWith("INVITE")) return;
    const status = statusOf(message);
    const { call } = dialog;
    if (status < 200) {
      if (status > 100 && call.state === "calling") this.#change(call, "ringing");
      return;
    }
    if (status === 407 && dialog.password !== undefined && dialog.cseq === 1) {
      this.#acknowledge(dialog, message, false);
      this.#inviteWithProof(dialog, message, dialog.password);
      return;
    }
    // The challenge of the first INVITE, said again.
    if (status === 407 && dialog.cseq > 1 && header(message, "CSeq") === "1 INVITE") return;
    dialog.remote = header(message, "To") ?? dialog.remote;
    if (status < 300) dialog.target = uriOf(header(message, "Contact")) || dialog.target;
    this.#acknowledge(dialog, message, status < 300);
    if (status >= 300) {
      call.status = status;
      call.reason = message.startLine.slice("SIP/2.0 000 ".length);
      this.#change(call, "ended");
    } else if (call.state !== "up") {
      const remote = sdpTarget(message.body);
      call.media.sendTo(remote.address, remote.port);
      this.#change(call, "up");
    }
  }

  #inviteWithProof(dialog: Dialog, challenge: SipMessage, password: string): void {
    const { invite } = dialog.call;
    const uri = invite.startLine.split(" ")[1] ?? "";
    const authenticate = header(challenge, "Proxy-Authenticate") ?? "";
    const proof = digest(authenticate, { user: this.#options.user, password, method: "INVITE", uri });
    dialog.cseq = 2;
    dialog.branch = branch();
    const replaced: Readonly<Record<string, string>> = { Via: this.#via(dialog.branch), CSeq: "2 INVITE" };
    const headers = invite.headers.map(([name, value]): [string, string] => [name, replaced[name] ?? value]);
    this.#send({ ...invite, headers: [...headers, ["Proxy-Authorization", proof]] }, this.#peer);
  }

  #acknowledge(dialog: Dialog, response: SipMessage, accepted: boolean): void {
    this.#send(
      {
        startLine: `ACK ${accepted ? dialog.target : (dialog.call.invite.startLine.split(" ")[1] ?? "")} SIP/2.0`,
        headers: [
          ["Via", this.#via(accepted ? branch() : dialog.branch)],
          ["Max-Forwards", "70"],
          ["From", dialog.local],
          ["To", header(response, "To") ?? ""],
          ["Call-ID", dialog.call.id],
          ["CSeq", `${(header(response, "CSeq") ?? "1").split(" ", 1)[0] ?? "1"} ACK`],
        ],
        body: "",
      },
      this.#peer,
    );
  }

  #change(call: PhoneCall, state: PhoneCall["state"]): void {
    if (call.state === "ended") return;
    call.state = state;
    if (state === "up") call.answeredAt = Date.now();
    if (state === "ended") call.media.close();
    this.emit("changed", call);
  }

  #reply(request: SipMessage, status: number, reason: string, to = header(request, "To") ?? "", body = ""): void {
    this.#send(
      {
        startLine: `SIP/2.0 ${status} ${reason}`,
        headers: [
          ...headersOf(request, "Via"),
          ["From", header(request, "From") ?? ""],
          ["To", to],
          ["Call-ID", header(request, "Call-ID") ?? ""],
          ["CSeq", header(request, "CSeq") ?? ""],
          ["Contact", this.#contact()],
          ...(body === "" ? [] : [["Content-Type", "application/sdp"] as const]),
        ],
        body,
      },
      this.#peer,
    );
  }

  async #transact(request: SipMessage, server: { address: string; port: number }): Promise<SipMessage> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    this.#send(request, server);
    const again = setInterval(() => {
      this.#send(request, server);
    }, RETRANSMIT_MS);
    try {
      for (;;) {
        const [response] = (await once(this, "response", { signal })) as [SipMessage];
        const same = header(response, "CSeq") === header(request, "CSeq") && statusOf(response) >= 200;
        if (same && header(response, "Call-ID") === header(request, "Call-ID")) return response;
      }
    } finally {
      clearInterval(again);
    }
  }

  #send(message: SipMessage, { address, port }: { address: string; port: number }): void {
    this.#socket.send(writeSip(message), port, address);
  }

  #dialogOf(call: PhoneCall): Dialog {
    const dialog = this.#dialogs.get(call.id);
    if (dialog === undefined) throw new Error("the phone knows no such call");
    return dialog;
  }

  #via(viaBranch: string): string {
    return `SIP/2.0/UDP ${this.#options.address}:${this.port};rport;branch=${viaBranch}`;
  }

  #contact(): string {
    return `<sip:${this.#options.user}@${this.#options.address}:${this.port}>`;
  }
}

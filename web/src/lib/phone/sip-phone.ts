import { UA } from "jssip";
import type { IncomingRTCSessionEvent, RTCSessionEvent, UnRegisteredEvent } from "jssip/lib/UA";
import type { Socket } from "jssip/lib/Socket";
import type { PhoneCredentials } from "#lib/api/schema.ts";
import { aboutIncoming, aboutPlaced, SipCall } from "./sip-call.ts";
import type { SipCallHandlers } from "./sip-call.ts";

export type Registration =
  | { readonly state: "connecting" }
  | { readonly state: "registered" }
  /** The connection to the switch is gone; it is tried again by itself. */
  | { readonly state: "lost" }
  /** The switch said no, or nothing: needs fresh credentials or time. */
  | { readonly state: "failed"; readonly sipStatus: number | undefined; readonly cause: string };

export interface SipPhoneHandlers extends SipCallHandlers {
  registration(registration: Registration): void;
  incoming(call: SipCall): void;
}

/** The socket JsSIP talks through; a loop-back one in tests. */
export type PhoneSocket = Socket & { silence(): void };

const registerExpiresSeconds = 120;
const longestReconnectSeconds = 8;

/** A SIP phone in the page, on one set of credentials that may be renewed. Holds at most one call. */
export class SipPhone {
  readonly wsUrl: string;
  readonly uri: string;
  call: SipCall | undefined;

  readonly #ua: UA;
  readonly #socket: PhoneSocket;
  readonly #handlers: SipPhoneHandlers;
  readonly #iceServers: RTCIceServer[];
  #connected = false;
  #closed = false;

  constructor(credentials: PhoneCredentials, socket: PhoneSocket, handlers: SipPhoneHandlers) {
    this.wsUrl = credentials.wsUrl;
    this.uri = credentials.uri;
    this.#iceServers = credentials.iceServers.map((server) => ({ ...server }));
    this.#socket = socket;
    this.#handlers = handlers;
    this.#ua = new UA({
      sockets: [socket],
      uri: credentials.uri,
      authorization_user: credentials.authUser,
      password: credentials.password,
      register: true,
      register_expires: registerExpiresSeconds,
      // The server ends an unanswered offer; the phone must not do so first (seconds).
      no_answer_timeout: 600,
      session_timers: false,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: longestReconnectSeconds,
      user_agent: "Hotline",
    });
    this.#listen();
  }

  start(): void {
    this.#tell({ state: "connecting" });
    this.#ua.start();
  }

  /** Registers again under a new secret; the call in hand is not touched. */
  renew(credentials: PhoneCredentials): void {
    this.#ua.set("authorization_user", credentials.authUser);
    this.#ua.set("password", credentials.password);
    if (this.#ua.isConnected()) this.#ua.register();
  }

  /** Unregisters and ends its call. */
  stop(): void {
    this.#closed = true;
    this.#ua.stop();
  }

  /** Goes without a word: what it held is given to another page by the server. */
  abandon(): void {
    this.#closed = true;
    this.#socket.silence();
    this.call?.abandon();
    this.#ua.stop();
    this.#socket.disconnect();
  }

  /** Calls a number; whether it may is the server's to say. Undefined while another call is in hand. */
  dial(number: string, via: "pad" | "click", microphone: MediaStream): SipCall | undefined {
    if (this.call && this.call.phase !== "ended") return undefined;
    const request = crypto.randomUUID();
    const stream = microphone.clone();
    const session = this.#ua.call(number, {
      mediaStream: stream,
      pcConfig: { iceServers: this.#iceServers },
      extraHeaders: [`X-Hotline-Request: ${request}`, `X-Hotline-Via: ${via}`],
    });
    this.call = new SipCall(session, aboutPlaced({ number, request }), this.#iceServers, this.#callHandlers(), stream);
    return this.call;
  }

  #callHandlers(): SipCallHandlers {
    return {
      ...this.#handlers,
      phase: (changed) => {
        if (changed.phase === "ended" && this.call === changed) this.call = undefined;
        this.#handlers.phase(changed);
      },
    };
  }

  #listen(): void {
    const ua = this.#ua;
    ua.on("connected", () => (this.#connected = true));
    ua.on("disconnected", () => {
      this.#tell(this.#connected ? { state: "lost" } : { state: "failed", sipStatus: undefined, cause: "unreachable" });
    });
    ua.on("registered", () => this.#tell({ state: "registered" }));
    ua.on("registrationFailed", ({ response, cause }: UnRegisteredEvent) => {
      // The transport's end is told once, by `disconnected`.
      if (!ua.isConnected()) return;
      const sipStatus = (response as { status_code?: number } | null)?.status_code;
      this.#tell({ state: "failed", sipStatus, cause: cause ?? "unknown" });
    });
    ua.on("newRTCSession", (event: RTCSessionEvent) => {
      if (event.originator === "remote") this.#ring(event as IncomingRTCSessionEvent);
    });
  }

  #ring({ session, request }: IncomingRTCSessionEvent): void {
    const call = new SipCall(session, aboutIncoming(session, request), this.#iceServers, this.#callHandlers());
    if (call.resumes && this.call) {
      // The server took the talk back because the former leg is dead; what is left of it here only holds the line.
      this.call.abandon();
    }
    if (this.call && this.call.phase !== "ended") {
      session.terminate({ status_code: 486 });
      return;
    }
    this.call = call;
    this.#handlers.incoming(call);
  }

  #tell(registration: Registration): void {
    if (!this.#closed) this.#handlers.registration(registration);
  }
}

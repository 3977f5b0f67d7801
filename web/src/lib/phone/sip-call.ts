import type { IncomingRequest, IncomingResponse } from "jssip/lib/SIPMessage";
import type { EndEvent, IceCandidateEvent, RTCSession } from "jssip/lib/RTCSession";
import { isEnough } from "./ice-candidate.ts";
import { closeStream } from "./microphone.ts";

/** `dialing`: this phone calls, and nobody there answered yet. */
export type SipCallPhase = "ringing" | "answering" | "dialing" | "talking" | "ended";

/** Long enough for the deafest voice menu. */
const DIGIT_MS = 160;
const GAP_MS = 80;

/** Who ended it: we, the far side (the switch, for the customer or by our command), or the network. */
export type SipCallEnd = "here" | "there" | "failed";

/** Why a call from here was not answered, as the switch says it. */
export interface SipCallFailure {
  readonly status: number | undefined;
  readonly words: string | undefined;
  /** Cause of Q.850, from the Reason header (RFC 3326). */
  readonly q850: number | undefined;
}

/** A call this phone makes. */
export interface PlacedCall {
  readonly number: string;
  /** By which the server's state is known to be about this call. */
  readonly request: string;
}

/** What is known of a call from its beginning. */
export type SipCallAbout = Pick<
  SipCall,
  "callId" | "offerId" | "resumes" | "listens" | "placed" | "fromNumber" | "fromName"
>;

export interface SipCallHandlers {
  phase(call: SipCall): void;
  remoteStream(stream: MediaStream): void;
}

export function aboutIncoming(session: RTCSession, request: IncomingRequest): SipCallAbout {
  return {
    callId: headerOf(request, "X-Hotline-Call-Id"),
    offerId: headerOf(request, "X-Hotline-Offer-Id"),
    resumes: headerOf(request, "X-Hotline-Resume")?.toLowerCase() === "yes",
    listens: headerOf(request, "X-Hotline-Listen")?.toLowerCase() === "yes",
    placed: undefined,
    fromNumber: session.remote_identity.uri.user,
    fromName: session.remote_identity.display_name || undefined,
  };
}

export function aboutPlaced(placed: PlacedCall): SipCallAbout {
  const none = { callId: undefined, offerId: undefined, resumes: false, listens: false, fromName: undefined };
  return { ...none, placed, fromNumber: placed.number };
}

/** One call on this phone, from its INVITE on. */
export class SipCall {
  /** Of a call from here the server's, once it is known. */
  callId: string | undefined;
  readonly offerId: string | undefined;
  /** A talk this agent already had, given back after the page was loaded anew: answered without asking. */
  readonly resumes: boolean;
  /** This person listens to an agent's talk with it: answered without asking, and no call of their own. */
  readonly listens: boolean;
  readonly placed: PlacedCall | undefined;
  /** The other side's, whoever called. */
  readonly fromNumber: string;
  readonly fromName: string | undefined;

  phase: SipCallPhase;
  end: SipCallEnd | undefined;
  failure: SipCallFailure | undefined;

  readonly #session: RTCSession;
  readonly #handlers: SipCallHandlers;
  readonly #iceServers: RTCIceServer[];
  #localStream: MediaStream | undefined;
  #muted = false;

  /** @param localStream of a call from here: what it sends, closed when the call ends */
  constructor(
    session: RTCSession,
    about: SipCallAbout,
    iceServers: RTCIceServer[],
    handlers: SipCallHandlers,
    localStream?: MediaStream,
  ) {
    this.#session = session;
    this.#handlers = handlers;
    this.#iceServers = iceServers;
    this.#localStream = localStream;
    this.callId = about.callId;
    this.offerId = about.offerId;
    this.resumes = about.resumes;
    this.listens = about.listens;
    this.placed = about.placed;
    this.fromNumber = about.fromNumber;
    this.fromName = about.fromName;
    this.phase = about.placed === undefined ? "ringing" : "dialing";

    session.on("icecandidate", ({ candidate, ready }: IceCandidateEvent) => {
      if (isEnough(candidate, this.#iceServers.length)) ready();
    });
    const listen = (connection: RTCPeerConnection): void =>
      connection.addEventListener("track", ({ streams, track }) => {
        handlers.remoteStream(streams[0] ?? new MediaStream([track]));
      });
    // A call from here has its connection already.
    if (about.placed !== undefined) listen(session.connection);
    session.on("peerconnection", ({ peerconnection }) => listen(peerconnection));
    session.on("confirmed", () => this.#enter("talking"));
    session.on("ended", ({ originator }) => this.#finish(originator === "local" ? "here" : "there"));
    session.on("failed", ({ originator, message }: EndEvent) => {
      this.failure = failureOf(message as IncomingResponse | null);
      this.#finish(originator === "local" ? "here" : originator === "remote" ? "there" : "failed");
    });
  }

  /** Answers with a copy of the microphone's stream, which is closed when the call ends. */
  answer(microphone: MediaStream): void {
    if (this.phase !== "ringing") return;
    this.#localStream = microphone.clone();
    this.#applyMute();
    this.#enter("answering");
    this.#session.answer({
      mediaStream: this.#localStream,
      pcConfig: { iceServers: this.#iceServers },
    });
  }

  /** Only this phone says no (603, RFC 3261 21.6.2); the engine rejects through the server's API. */
  decline(): void {
    if (this.phase === "ringing") this.#session.terminate({ status_code: 603 });
  }

  hangUp(): void {
    if (this.phase !== "ended") this.#session.terminate();
  }

  get muted(): boolean {
    return this.#muted;
  }

  setMuted(on: boolean): void {
    this.#muted = on;
    this.#applyMute();
  }

  /** Sends nothing until the next microphone comes. */
  releaseMicrophone(): void {
    closeStream(this.#localStream);
  }

  /** One key as the telephone-event of RFC 4733, after those still being sent. @returns false where it cannot be sent */
  sendDigit(digit: string): boolean {
    if (this.phase !== "talking") return false;
    const dtmf = this.#session.connection.getSenders().find(({ track }) => track?.kind === "audio")?.dtmf;
    if (dtmf?.canInsertDTMF !== true) return false;
    dtmf.insertDTMF(`${dtmf.toneBuffer}${digit}`, DIGIT_MS, GAP_MS);
    return true;
  }

  /** Another microphone in the middle of the talk, without a new negotiation. */
  async replaceMicrophone(microphone: MediaStream): Promise<void> {
    if (this.phase !== "answering" && this.phase !== "talking") return;
    const stream = microphone.clone();
    const former = this.#localStream;
    this.#localStream = stream;
    // Before it is sent: somebody muted is not heard for a moment.
    this.#applyMute();
    const sender = this.#session.connection.getSenders().find(({ track }) => track?.kind === "audio");
    await sender?.replaceTrack(stream.getAudioTracks()[0] ?? null);
    closeStream(former);
  }

  /** Lets go of the media without telling the other side, so that the talk lives on elsewhere. */
  abandon(): void {
    (this.#session.connection as RTCPeerConnection | undefined)?.close();
    this.#finish("here");
  }

  #applyMute(): void {
    for (const track of this.#localStream?.getAudioTracks() ?? []) track.enabled = !this.#muted;
  }

  #enter(phase: SipCallPhase): void {
    if (this.phase === "ended") return;
    this.phase = phase;
    this.#handlers.phase(this);
  }

  #finish(end: SipCallEnd): void {
    if (this.phase === "ended") return;
    closeStream(this.#localStream);
    this.end = end;
    this.#enter("ended");
  }
}

function failureOf(message: IncomingResponse | null): SipCallFailure | undefined {
  if (message === null) return undefined;
  const q850 = /Q\.850;cause=(\d+)/i.exec((message.getHeader("Reason") as string | undefined) ?? "")?.[1];
  return {
    status: message.status_code,
    words: message.reason_phrase,
    q850: q850 === undefined ? undefined : Number(q850),
  };
}

function headerOf(request: IncomingRequest, name: string): string | undefined {
  return request.hasHeader(name) ? request.getHeader(name).trim() || undefined : undefined;
}

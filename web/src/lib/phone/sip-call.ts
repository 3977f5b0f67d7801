import type { IncomingRequest } from "jssip/lib/SIPMessage";
import type { IceCandidateEvent, RTCSession } from "jssip/lib/RTCSession";
import { isEnough } from "./ice-candidate.ts";
import { closeStream } from "./microphone.ts";

export type SipCallPhase = "ringing" | "answering" | "talking" | "ended";

/** Long enough for the deafest voice menu. */
const DIGIT_MS = 160;
const GAP_MS = 80;

/** Who ended it: we, the far side (the switch, for the customer or by our command), or the network. */
export type SipCallEnd = "here" | "there" | "failed";

export interface SipCallHandlers {
  phase(call: SipCall): void;
  remoteStream(stream: MediaStream): void;
}

/** One call on this phone, from its INVITE on. */
export class SipCall {
  readonly callId: string | undefined;
  readonly offerId: string | undefined;
  /** A talk this agent already had, given back after the page was loaded anew: answered without asking. */
  readonly resumes: boolean;
  /** This person listens to an agent's talk with it: answered without asking, and no call of their own. */
  readonly listens: boolean;
  readonly fromNumber: string;
  readonly fromName: string | undefined;

  phase: SipCallPhase = "ringing";
  end: SipCallEnd | undefined;

  readonly #session: RTCSession;
  readonly #handlers: SipCallHandlers;
  readonly #iceServers: RTCIceServer[];
  #localStream: MediaStream | undefined;
  #muted = false;

  constructor(session: RTCSession, request: IncomingRequest, iceServers: RTCIceServer[], handlers: SipCallHandlers) {
    this.#session = session;
    this.#handlers = handlers;
    this.#iceServers = iceServers;
    this.callId = headerOf(request, "X-Hotline-Call-Id");
    this.offerId = headerOf(request, "X-Hotline-Offer-Id");
    this.resumes = headerOf(request, "X-Hotline-Resume")?.toLowerCase() === "yes";
    this.listens = headerOf(request, "X-Hotline-Listen")?.toLowerCase() === "yes";
    this.fromNumber = session.remote_identity.uri.user;
    this.fromName = session.remote_identity.display_name || undefined;

    session.on("icecandidate", ({ candidate, ready }: IceCandidateEvent) => {
      if (isEnough(candidate, this.#iceServers.length)) ready();
    });
    session.on("peerconnection", ({ peerconnection }) => {
      peerconnection.addEventListener("track", ({ streams, track }) => {
        handlers.remoteStream(streams[0] ?? new MediaStream([track]));
      });
    });
    session.on("confirmed", () => this.#enter("talking"));
    session.on("ended", ({ originator }) => this.#finish(originator === "local" ? "here" : "there"));
    session.on("failed", ({ originator }) => {
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

function headerOf(request: IncomingRequest, name: string): string | undefined {
  return request.hasHeader(name) ? request.getHeader(name).trim() || undefined : undefined;
}

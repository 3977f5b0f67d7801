import { ask } from "#lib/api/client.ts";
import { readPreference, writePreference } from "#lib/prefs/preferences.ts";
import { audioDevices } from "./audio-devices.svelte.ts";
import { MicrophoneKeeper } from "./microphone-keeper.svelte.ts";
import { PhoneLock } from "./phone-lock.ts";
import { QuietSocket } from "./quiet-socket.ts";
import { RegistrationKeeper } from "./registration-keeper.ts";
import type { KeptRegistration } from "./registration-keeper.ts";
import type { PlacedCall, SipCall, SipCallFailure, SipCallPhase } from "./sip-call.ts";
import { SipPhone } from "./sip-phone.ts";
import { Sound, useOutputDevice } from "./sound.ts";

export type PhonePlace = "off" | "unknown" | "here" | "elsewhere";
export type SoundProcessing = "echoCancellation" | "noiseSuppression" | "autoGainControl";

/** The call on this page's phone, as the pages draw it. */
export interface PhoneCall {
  readonly callId: string | undefined;
  readonly phase: SipCallPhase;
  readonly resumes: boolean;
  readonly listens: boolean;
  readonly placed: PlacedCall | undefined;
  readonly fromNumber: string;
  readonly fromName: string | undefined;
}

/** A call from here that nobody answered. */
export interface UnansweredCall {
  readonly callId: string | undefined;
  readonly number: string;
  /** Undefined where it was given up here. */
  readonly failure: SipCallFailure | undefined;
}

/** The phone of this page. It outlives page changes and even the session, so that a talk goes on while one signs in again. */
class Phone {
  place: PhonePlace = $state("off");
  registration: KeptRegistration = $state.raw({ state: "off" });
  retryAt: number | undefined = $state();
  call: PhoneCall | undefined = $state.raw();
  /** The browser wants a click before it plays the other side. */
  audioBlocked = $state(false);
  /** Server time from which this phone is in this page; what rang or talked before was on another. */
  heldSince: number | undefined = $state();
  /** A call that was answered here and did not come about, until somebody has been told. */
  failed: PhoneCall | undefined = $state.raw();
  /** Until somebody has been told. */
  unanswered: UnansweredCall | undefined = $state.raw();

  readonly microphone = new MicrophoneKeeper((stream) => {
    void this.#keeper?.phone?.call?.replaceMicrophone(stream).catch(() => undefined);
  });
  readonly processing: Record<SoundProcessing, boolean> = $state({
    echoCancellation: readPreference("echoCancellation"),
    noiseSuppression: readPreference("noiseSuppression"),
    autoGainControl: readPreference("autoGainControl"),
  });

  readonly #sound = new Sound();
  readonly #earpiece = new Audio();
  #user: string | undefined;
  #lock: PhoneLock | undefined;
  #keeper: RegistrationKeeper | undefined;

  /** Takes the phone for a person; a second call for the same person changes nothing. */
  start(user: string, serverNow: () => number): void {
    if (this.#user === user) return;
    this.stop();
    this.#user = user;
    this.place = "unknown";
    this.#lock = new PhoneLock(user, (place) => {
      this.place = place;
      if (place === "here") {
        this.heldSince = serverNow();
        this.#connect();
      } else this.#abandon();
    });
  }

  stop(): void {
    this.#keeper?.stop();
    this.#keeper = undefined;
    this.#lock?.close();
    this.#lock = undefined;
    this.#user = undefined;
    this.place = "off";
    this.call = undefined;
    this.microphone.want(false);
    this.#sound.stopRinging();
  }

  takeOver(): void {
    this.#lock?.takeOver();
  }

  retryNow(): void {
    this.#keeper?.retryNow();
  }

  /** Throws MicrophoneError where there is none to answer with. */
  async answer(): Promise<void> {
    const call = this.#keeper?.phone?.call;
    if (call?.phase !== "ringing") return;
    call.answer(this.microphone.stream ?? (await this.microphone.open()));
  }

  /** Throws MicrophoneError where there is none to speak with. False while the phone is not ready or has a call. */
  async dial(number: string, via: "pad" | "click"): Promise<boolean> {
    if (this.registration.state !== "registered") return false;
    const microphone = this.microphone.stream ?? (await this.microphone.open());
    const call = this.#keeper?.phone?.dial(number, via, microphone);
    if (call === undefined) return false;
    this.unanswered = undefined;
    this.#show(call);
    return true;
  }

  /** The server's name for the call from here. */
  learn(request: string, callId: string): void {
    const call = this.#keeper?.phone?.call;
    if (call?.placed?.request !== request || call.callId !== undefined) return;
    call.callId = callId;
    this.#show(call);
  }

  /** Declines that call only: by now the next may ring here. */
  decline(callId: string | undefined): void {
    this.#callOf(callId)?.decline();
  }

  /** Ends that call only: by now the next may ring here. */
  hangUp(callId: string | undefined): void {
    this.#callOf(callId)?.hangUp();
  }

  /** False where that call is not in this phone's hand or takes no keys. */
  sendDigit(callId: string | undefined, digit: string): boolean {
    return this.#callOf(callId)?.sendDigit(digit) ?? false;
  }

  setMuted(on: boolean): void {
    this.#keeper?.phone?.call?.setMuted(on);
  }

  /** Rings while `on`, on the device chosen for it. */
  ring(on: boolean): void {
    if (on) void this.#sound.ring(audioDevices.ringDeviceId);
    else this.#sound.stopRinging();
  }

  async testTone(deviceId: string): Promise<void> {
    this.microphone.wake();
    await this.#sound.testTone(deviceId);
  }

  async chooseInput(deviceId: string): Promise<void> {
    audioDevices.choose("inputDeviceId", deviceId);
    await this.#reopenMicrophone();
  }

  async chooseOutput(deviceId: string): Promise<void> {
    audioDevices.choose("outputDeviceId", deviceId);
    await useOutputDevice(this.#earpiece, deviceId);
  }

  async setProcessing(name: SoundProcessing, on: boolean): Promise<void> {
    this.processing[name] = on;
    writePreference(name, on);
    await this.#reopenMicrophone();
  }

  async hear(): Promise<void> {
    await this.#earpiece.play();
    this.audioBlocked = false;
  }

  #callOf(callId: string | undefined): SipCall | undefined {
    const call = this.#keeper?.phone?.call;
    return call?.callId === callId ? call : undefined;
  }

  async #reopenMicrophone(): Promise<void> {
    // While a copy of it is open, Chromium gives the same device out with the same processing again.
    this.#keeper?.phone?.call?.releaseMicrophone();
    await this.microphone.reopen();
  }

  #connect(): void {
    this.#keeper?.abandon();
    this.#keeper = new RegistrationKeeper({
      fetchCredentials: () => ask((api) => api.POST("/phone/credentials")),
      createPhone: (credentials, registration) =>
        new SipPhone(credentials, new QuietSocket(credentials.wsUrl), {
          registration,
          incoming: (call) => this.#incoming(call),
          phase: (call) => this.#show(call),
          remoteStream: (stream) => void this.#play(stream),
        }),
      changed: (registration, retryAt) => {
        this.registration = registration;
        this.retryAt = retryAt;
      },
    });
  }

  #abandon(): void {
    this.#keeper?.abandon();
    this.#keeper = undefined;
    this.call = undefined;
    this.microphone.want(false);
  }

  #incoming(call: SipCall): void {
    this.#show(call);
    if (call.resumes || call.listens) void this.answer().catch(() => undefined);
  }

  #show(call: SipCall): void {
    if (call.phase === "ended") {
      // A leg that was replaced by its successor ends late; what is shown is the successor.
      if (this.#keeper?.phone?.call !== undefined) return;
      this.#earpiece.srcObject = null;
      this.audioBlocked = false;
      const wasDialing = this.call?.phase === "dialing";
      if (call.placed !== undefined && wasDialing) {
        const failure =
          call.end === "here" ? undefined : (call.failure ?? { status: undefined, words: undefined, q850: undefined });
        this.unanswered = { callId: call.callId, number: call.placed.number, failure };
      } else this.failed = call.end === "failed" ? this.call : undefined;
      this.call = undefined;
      return;
    }
    const { callId, phase, resumes, listens, placed, fromNumber, fromName } = call;
    this.call = { callId, phase, resumes, listens, placed, fromNumber, fromName };
  }

  async #play(stream: MediaStream): Promise<void> {
    this.#earpiece.srcObject = stream;
    await useOutputDevice(this.#earpiece, audioDevices.outputDeviceId);
    try {
      await this.#earpiece.play();
    } catch (error) {
      // Interrupted by the next stream is no refusal.
      this.audioBlocked = error instanceof DOMException && error.name === "NotAllowedError";
    }
  }
}

export const phone = new Phone();

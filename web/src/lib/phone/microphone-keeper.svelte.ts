import { audioDevices } from "./audio-devices.svelte.ts";
import { LevelMeter } from "./level-meter.ts";
import { closeStream, MicrophoneError, openMicrophone } from "./microphone.ts";
import type { MicrophoneTrouble } from "./microphone.ts";

export type MicrophoneState = "off" | "asking" | "ready" | MicrophoneTrouble;

/** Holds the microphone open while it is wanted, so that answering waits for nothing; lets it go otherwise. */
export class MicrophoneKeeper {
  state: MicrophoneState = $state("off");
  level = $state(0);
  stream: MediaStream | undefined = $state.raw();

  readonly #opened: (stream: MediaStream) => void;
  #wanted = false;
  #opening: Promise<MediaStream> | undefined;
  #meter: LevelMeter | undefined;

  /** @param opened told of each stream it has opened: what sends the former one wants it */
  constructor(opened: (stream: MediaStream) => void) {
    this.#opened = opened;
    const again = (): void => {
      void audioDevices.refresh();
      if (this.#wanted && this.stream === undefined) void this.open().catch(() => undefined);
    };
    (navigator as { mediaDevices?: MediaDevices }).mediaDevices?.addEventListener("devicechange", again);
    void navigator.permissions
      ?.query({ name: "microphone" as PermissionName })
      .then((permission) => permission.addEventListener("change", again))
      // Some browsers do not know this permission's name; the retry button remains.
      .catch(() => undefined);
  }

  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) void this.open().catch(() => undefined);
    else this.#close("off");
  }

  /** The stream, opened if need be; throws MicrophoneError and shows the same in `state`. */
  async open(): Promise<MediaStream> {
    if (this.stream) return this.stream;
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** Takes the chosen device and options anew. */
  async reopen(): Promise<void> {
    if (this.stream === undefined) return;
    closeStream(this.stream);
    this.stream = undefined;
    await this.open();
  }

  wake(): void {
    this.#meter?.wake();
  }

  async #open(): Promise<MediaStream> {
    if (this.state !== "ready") this.state = "asking";
    try {
      const stream = await openMicrophone();
      stream.getAudioTracks()[0]?.addEventListener("ended", () => this.#unplugged(stream));
      this.stream = stream;
      this.state = "ready";
      this.#meter?.close();
      this.#meter = new LevelMeter(stream, (level) => (this.level = level));
      void audioDevices.refresh();
      this.#opened(stream);
      return stream;
    } catch (error) {
      this.#close(error instanceof MicrophoneError ? error.trouble : "busy");
      throw error;
    }
  }

  #unplugged(stream: MediaStream): void {
    if (this.stream !== stream) return;
    this.#close("missing");
    if (this.#wanted) void this.open().catch(() => undefined);
  }

  #close(state: MicrophoneState): void {
    closeStream(this.stream);
    this.stream = undefined;
    this.#meter?.close();
    this.#meter = undefined;
    this.level = 0;
    this.state = state;
  }
}

/** Tones made here and sent to a chosen device; a media element is used because every browser lets it choose one. */
export class Sound {
  #context: AudioContext | undefined;
  #destination: MediaStreamAudioDestinationNode | undefined;
  #element: HTMLAudioElement | undefined;
  #ringing: ReturnType<typeof setInterval> | undefined;

  async ring(deviceId: string): Promise<void> {
    if (this.#ringing !== undefined) return;
    const strike = (): void => {
      this.#note(520, 0, 0.4, 0.5);
      this.#note(650, 0, 0.4, 0.35);
      this.#note(520, 0.6, 0.4, 0.5);
      this.#note(650, 0.6, 0.4, 0.35);
    };
    this.#ringing = setInterval(strike, 3000);
    await this.#open(deviceId);
    strike();
  }

  stopRinging(): void {
    clearInterval(this.#ringing);
    this.#ringing = undefined;
    // Cuts a note that sounds just now; nodes of the closed context are silent.
    void this.#context?.close();
    this.#context = undefined;
    this.#element?.pause();
  }

  /** Three rising notes. */
  async testTone(deviceId: string): Promise<void> {
    await this.#open(deviceId);
    [440, 554, 659].forEach((hertz, index) => this.#note(hertz, index * 0.22, 0.2, 0.4));
  }

  async #open(deviceId: string): Promise<void> {
    if (this.#context === undefined) {
      this.#context = new AudioContext();
      this.#destination = this.#context.createMediaStreamDestination();
      this.#element = new Audio();
      this.#element.srcObject = this.#destination.stream;
    }
    const context = this.#context;
    const element = this.#element;
    await useOutputDevice(element, deviceId);
    // The call may have been answered meanwhile, which closed the context.
    if (this.#context !== context) return;
    // Refused before the first click on the page; the card, the title and the notification still show the call.
    await element?.play().catch(() => undefined);
    await context.resume().catch(() => undefined);
  }

  #note(hertz: number, afterSeconds: number, lengthSeconds: number, loudness: number): void {
    const context = this.#context;
    if (context === undefined || this.#destination === undefined) return;
    const start = context.currentTime + afterSeconds;
    const oscillator = new OscillatorNode(context, { frequency: hertz, type: "triangle" });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.linearRampToValueAtTime(loudness, start + 0.02);
    gain.gain.setValueAtTime(loudness, start + lengthSeconds - 0.06);
    gain.gain.linearRampToValueAtTime(0, start + lengthSeconds);
    oscillator.connect(gain).connect(this.#destination);
    oscillator.start(start);
    oscillator.stop(start + lengthSeconds);
  }
}

/** A device that was unplugged leaves the sound on the system's. */
export async function useOutputDevice(element: HTMLAudioElement | undefined, deviceId: string): Promise<void> {
  if (element === undefined || !("setSinkId" in element)) return;
  await element.setSinkId(deviceId).catch(() => element.setSinkId("").catch(() => undefined));
}

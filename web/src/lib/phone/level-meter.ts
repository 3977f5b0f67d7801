/** Follows how loud a stream is, 0 to 1, ten times a second while the page is seen. */
export class LevelMeter {
  readonly #context: AudioContext;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(stream: MediaStream, heard: (level: number) => void) {
    this.#context = new AudioContext();
    const analyser = new AnalyserNode(this.#context, { fftSize: 1024 });
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#timer = setInterval(() => {
      if (document.hidden) return;
      analyser.getFloatTimeDomainData(samples);
      heard(levelOf(samples));
    }, 100);
  }

  /** A context made before the first click on the page waits for one. */
  wake(): void {
    void this.#context.resume();
  }

  close(): void {
    clearInterval(this.#timer);
    void this.#context.close();
  }
}

/** -50 dBFS counts as silence, -10 dBFS as full. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length + 1e-10);
  return Math.min(1, Math.max(0, (decibels + 50) / 40));
}

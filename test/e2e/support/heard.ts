import type { Page } from "playwright-core";

declare global {
  var peerConnections: RTCPeerConnection[];
}

/** Runs in the page before its own scripts: lets a test listen to what the page's phone receives. */
export function keepPeerConnections(): void {
  globalThis.peerConnections = [];
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      globalThis.peerConnections.push(this);
    }
  };
}

export interface Heard {
  /** Amplitude of each frequency asked for, 1 is full scale. */
  readonly tones: readonly number[];
  readonly packetsReceived: number;
}

/** What the page's phone receives now: half a second of the remote track, and the packets counted so far. */
export function heardBy(page: Page, hertz: readonly number[]): Promise<Heard> {
  return page.evaluate(async (frequencies) => {
    const connection = globalThis.peerConnections.findLast(({ connectionState }) => connectionState === "connected");
    const track = connection?.getReceivers()[0]?.track;
    if (connection === undefined || track === undefined) return { tones: frequencies.map(() => 0), packetsReceived: 0 };
    const context = new AudioContext();
    await context.resume();
    const analyser = new AnalyserNode(context, { fftSize: 32_768 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    // The analyser's window has to fill with sound once.
    const filledAt = context.currentTime + analyser.fftSize / context.sampleRate;
    while (context.currentTime < filledAt) await new Promise((resolve) => requestAnimationFrame(resolve));
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    const tones = frequencies.map((frequency) => {
      // Goertzel's algorithm.
      const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / context.sampleRate);
      let before = 0;
      let last = 0;
      for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
      const power = before * before + last * last - coefficient * before * last;
      return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
    });
    await context.close();
    let packetsReceived = 0;
    for (const report of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
      if (report["type"] === "inbound-rtp") packetsReceived += Number(report["packetsReceived"]);
    }
    return { tones, packetsReceived };
  }, hertz);
}

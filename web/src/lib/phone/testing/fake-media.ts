/**
 * Node has no WebRTC: enough of it for two JsSIP phones to exchange offers. Candidates come one by one and gathering never
 * ends by itself, so that a phone that waited for its end would not answer.
 */
export class FakePeerConnection extends EventTarget {
  static opened: FakePeerConnection[] = [];

  iceConnectionState = "new";
  iceGatheringState = "new";
  signalingState = "stable";
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  closed = false;
  readonly senders: { track: MediaStreamTrack; dtmf: FakeDtmf }[] = [];

  constructor() {
    super();
    FakePeerConnection.opened.push(this);
  }

  addTrack(track: MediaStreamTrack): void {
    this.senders.push({ track, dtmf: new FakeDtmf() });
  }

  getSenders(): { track: MediaStreamTrack; dtmf: FakeDtmf }[] {
    return this.senders;
  }

  createOffer(): Promise<{ type: string; sdp: string }> {
    return Promise.resolve({ type: "offer", sdp: sdpOf("actpass") });
  }

  createAnswer(): Promise<{ type: string; sdp: string }> {
    return Promise.resolve({ type: "answer", sdp: sdpOf("active") });
  }

  setLocalDescription(description: { type: string; sdp: string }): Promise<void> {
    this.localDescription = description;
    this.iceGatheringState = "gathering";
    setTimeout(() => this.#candidate("host", "tcp"), 1);
    setTimeout(() => this.#candidate("host", "udp"), 2);
    return Promise.resolve();
  }

  setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    this.remoteDescription = description;
    return Promise.resolve();
  }

  close(): void {
    this.closed = true;
  }

  #candidate(type: string, protocol: string): void {
    this.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate: { type, protocol } }));
  }
}

/** Plays nothing by itself: what was inserted is what is still to be sent. */
class FakeDtmf {
  canInsertDTMF = true;
  toneBuffer = "";

  insertDTMF(tones: string): void {
    this.toneBuffer = tones;
  }
}

export class FakeTrack extends EventTarget {
  readonly kind = "audio";
  enabled = true;
  readyState: "live" | "ended" = "live";

  stop(): void {
    this.readyState = "ended";
  }

  clone(): FakeTrack {
    return new FakeTrack();
  }
}

export class FakeStream {
  readonly tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = [new FakeTrack()]) {
    this.tracks = tracks;
  }

  getTracks(): FakeTrack[] {
    return this.tracks;
  }

  getAudioTracks(): FakeTrack[] {
    return this.tracks;
  }

  clone(): FakeStream {
    return new FakeStream(this.tracks.map((track) => track.clone()));
  }
}

export const microphone = (): MediaStream => new FakeStream() as unknown as MediaStream;

export function installFakeMedia(): void {
  Object.assign(globalThis, {
    window: globalThis,
    RTCPeerConnection: FakePeerConnection,
    RTCSessionDescription: class {
      readonly type: string;
      readonly sdp: string;
      constructor({ type, sdp }: { type: string; sdp: string }) {
        this.type = type;
        this.sdp = sdp;
      }
    },
    MediaStream: FakeStream,
  });
}

function sdpOf(setup: string): string {
  const lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "m=audio 9 UDP/TLS/RTP/SAVPF 111"];
  return [...lines, "c=IN IP4 0.0.0.0", "a=rtpmap:111 opus/48000/2", `a=setup:${setup}`, "a=sendrecv", ""].join("\r\n");
}

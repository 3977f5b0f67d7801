import { UA } from "jssip";
import type { RTCSession } from "jssip/lib/RTCSession";
import type { IncomingRequest } from "jssip/lib/SIPMessage";
import type { RTCSessionEvent } from "jssip/lib/UA";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PhoneCredentials } from "#lib/api/schema.ts";
import type { SipCall } from "./sip-call.ts";
import { SipPhone } from "./sip-phone.ts";
import type { Registration } from "./sip-phone.ts";
import { FakePeerConnection, installFakeMedia, microphone } from "./testing/fake-media.ts";
import { loopPair } from "./testing/loop-socket.ts";
import type { LoopSocket, Registrar } from "./testing/loop-socket.ts";

const credentials: PhoneCredentials = {
  wsUrl: "ws://loop.invalid/",
  uri: "sip:1001@hotline",
  authUser: "1001",
  password: "first",
  expiresAt: "2026-11-22T06:00:00Z",
  iceServers: [],
};

installFakeMedia();

interface World {
  readonly phone: SipPhone;
  readonly socket: LoopSocket;
  readonly registrations: Registration[];
  readonly calls: SipCall[];
  readonly phases: string[];
  /** The switch's phone. */
  readonly switchPhone: UA;
  /** The switch calls this phone. */
  dial(headers?: string[]): RTCSession;
}

let open: (() => void)[] = [];

async function start(registrar?: Registrar): Promise<World> {
  const [socket, far] = loopPair(registrar);
  const registrations: Registration[] = [];
  const calls: SipCall[] = [];
  const phases: string[] = [];
  const phone = new SipPhone(credentials, socket, {
    registration: (registration) => registrations.push(registration),
    incoming: (call) => calls.push(call),
    phase: (call) => phases.push(call.phase),
    remoteStream: () => undefined,
  });
  const caller = new UA({ sockets: [far], uri: "sip:switch@hotline", register: false, display_name: "王护士" });
  caller.start();
  phone.start();
  open.push(
    () => phone.abandon(),
    () => caller.stop(),
  );
  await vi.waitFor(() => expect(registrations.length).toBeGreaterThan(1));
  const dial = (extraHeaders: string[] = []): RTCSession =>
    caller.call("sip:1001@hotline", {
      mediaStream: microphone(),
      extraHeaders,
      eventHandlers: {
        icecandidate: ({ candidate, ready }) => {
          if (candidate.protocol === "udp") ready();
        },
      },
    });
  return { phone, socket, registrations, calls, phases, switchPhone: caller, dial };
}

beforeEach(() => (FakePeerConnection.opened = []));
afterEach(() => {
  for (const close of open) close();
  open = [];
});

const offered = ["X-Hotline-Call-Id: c1", "X-Hotline-Offer-Id: o1"];

describe("registration", () => {
  test("a phone that starts registers and says so", async () => {
    const { registrations, socket } = await start();
    expect(registrations).toEqual([{ state: "connecting" }, { state: "registered" }]);
    expect(socket.methods).toEqual(["REGISTER"]);
  });

  test("a refusal of the switch is told with its SIP status", async () => {
    const { registrations } = await start(() => 403);
    expect(registrations.at(-1)).toMatchObject({ state: "failed", sipStatus: 403 });
  });

  test("after a refusal new credentials register", async () => {
    let status = 403;
    const { phone, registrations } = await start(() => status);
    status = 200;
    phone.renew({ ...credentials, password: "second" });
    await vi.waitFor(() => expect(registrations.at(-1)).toEqual({ state: "registered" }));
  });

  test("a connection that breaks is told once as lost and comes back registered by itself", async () => {
    const { registrations, socket } = await start();
    socket.break();
    expect(registrations.at(-1)).toEqual({ state: "lost" });
    await vi.waitFor(() => expect(registrations.at(-1)).toEqual({ state: "registered" }), 10_000);
    expect(registrations.filter(({ state }) => state === "lost")).toHaveLength(1);
  });
});

describe("A10: a call from here", () => {
  /** A phone of JsSIP answers to its own name only. */
  const FAR = "switch";

  /** The switch's end of it. */
  function reached(world: World): Promise<RTCSession> {
    return new Promise((resolve) =>
      world.switchPhone.on("newRTCSession", ({ session, originator }: RTCSessionEvent) => {
        if (originator !== "remote") return;
        session.on("icecandidate", ({ candidate, ready }) => {
          if (candidate.protocol === "udp") ready();
        });
        resolve(session);
      }),
    );
  }

  test("goes out with its name and how it was asked for, is answered, and the media it sends end with it", async () => {
    const world = await start();
    const arrived = reached(world);
    const call = world.phone.dial(FAR, "click", microphone());
    expect(call).toMatchObject({ phase: "dialing", callId: undefined, placed: { number: FAR } });
    const far = await arrived;
    const { request } = call?.placed ?? {};
    const invite = (far as unknown as { _request: IncomingRequest })._request;
    expect([invite.getHeader("X-Hotline-Via"), invite.getHeader("X-Hotline-Request")]).toEqual(["click", request]);
    far.answer({ mediaStream: microphone() });
    await vi.waitFor(() => expect(call?.phase).toBe("talking"));
    far.terminate();
    await vi.waitFor(() => expect(call).toMatchObject({ phase: "ended", end: "there" }));
    expect(world.phone.call).toBeUndefined();
  });

  test("that is refused ends with the status, the words and the network's cause", async () => {
    const world = await start();
    const arrived = reached(world);
    const call = world.phone.dial(FAR, "pad", microphone());
    (await arrived).terminate({
      status_code: 480,
      reason_phrase: "Gone",
      extraHeaders: ['Reason: Q.850;cause=20;text="SUBSCRIBER_ABSENT"'],
    });
    await vi.waitFor(() => expect(call?.phase).toBe("ended"));
    expect(call?.failure).toEqual({ status: 480, words: "Gone", q850: 20 });
  });

  test("is not made while another is in hand", async () => {
    const world = await start();
    expect(world.phone.dial("13900001111", "pad", microphone())).toBeDefined();
    expect(world.phone.dial("13900002222", "pad", microphone())).toBeUndefined();
  });
});

describe("a call", () => {
  test("an INVITE rings with the call and offer it belongs to and who calls", async () => {
    const { calls, dial } = await start();
    dial(offered);
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    expect(calls[0]).toMatchObject({
      callId: "c1",
      offerId: "o1",
      resumes: false,
      listens: false,
      fromName: "王护士",
      fromNumber: "switch",
      phase: "ringing",
    });
  });

  test("the answer goes out with the first UDP address while gathering still runs", async () => {
    const { calls, phases, dial } = await start();
    const far = dial(offered);
    const confirmed = new Promise((resolve) => far.on("confirmed", resolve));
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    calls[0]?.answer(microphone());
    await confirmed;
    await vi.waitFor(() => expect(phases).toEqual(["answering", "talking"]));
    expect(FakePeerConnection.opened.every(({ iceGatheringState }) => iceGatheringState === "gathering")).toBe(true);
  });

  test("a caller who gives up ends the ringing from there", async () => {
    const { calls, phases, dial, phone } = await start();
    const far = dial(offered);
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    far.terminate();
    await vi.waitFor(() => expect(phases).toEqual(["ended"]));
    expect(calls[0]?.end).toBe("there");
    expect(phone.call).toBeUndefined();
  });

  test("a declined call is refused with 603 and ends here", async () => {
    const { calls, dial, socket } = await start();
    const far = dial(offered);
    const failed = new Promise<{ message: { status_code: number } }>((resolve) =>
      far.on("failed", (event) => resolve(event as never)),
    );
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    calls[0]?.decline();
    expect((await failed).message.status_code).toBe(603);
    expect(calls[0]?.end).toBe("here");
    expect(socket.sent.some((text) => text.startsWith("SIP/2.0 603"))).toBe(true);
  });

  test("a second call while one is in hand is busy and leaves the first as it is", async () => {
    const { calls, dial, phone } = await start();
    dial(offered);
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    const second = dial(["X-Hotline-Call-Id: c2"]);
    const status = await new Promise<number>((resolve) =>
      second.on("failed", ({ message }) => resolve((message as { status_code: number }).status_code)),
    );
    expect(status).toBe(486);
    expect(phone.call?.callId).toBe("c1");
  });

  test("a talk this person only listens to is known as such by its header", async () => {
    const { calls, dial } = await start();
    dial([...offered, "X-Hotline-Listen: yes"]);
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    expect(calls[0]).toMatchObject({ listens: true, resumes: false });
  });

  test("a resumed call takes the place of what is left of the former one without ending it for the customer", async () => {
    const { calls, dial, phone, socket } = await start();
    const first = dial(offered);
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    calls[0]?.answer(microphone());
    await vi.waitFor(() => expect(first.isEstablished()).toBe(true));
    dial([...offered, "X-Hotline-Resume: yes"]);
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(calls[1]?.resumes).toBe(true);
    expect(phone.call).toBe(calls[1]);
    expect(socket.methods).not.toContain("BYE");
  });
});

describe("a talk", () => {
  async function talk(): Promise<World & { call: SipCall; far: RTCSession }> {
    const world = await start();
    const far = world.dial(offered);
    await vi.waitFor(() => expect(world.calls).toHaveLength(1));
    const call = world.calls[0] as SipCall;
    call.answer(microphone());
    await vi.waitFor(() => expect(call.phase).toBe("talking"));
    return { ...world, call, far };
  }

  const sentTrack = (): MediaStreamTrack | undefined => FakePeerConnection.opened.at(-1)?.senders[0]?.track;

  test("muting silences the track that is sent, and unmuting gives it back", async () => {
    const { call } = await talk();
    call.setMuted(true);
    expect(sentTrack()?.enabled).toBe(false);
    call.setMuted(false);
    expect(sentTrack()?.enabled).toBe(true);
  });

  test("keys are sent one after the other, none while the network takes none, none when the talk is over", async () => {
    const { call } = await talk();
    const dtmf = FakePeerConnection.opened.at(-1)?.senders[0]?.dtmf;
    if (dtmf === undefined) throw new Error("the phone sends nothing");
    expect(call.sendDigit("1")).toBe(true);
    expect(call.sendDigit("#")).toBe(true);
    expect(dtmf.toneBuffer).toBe("1#");
    dtmf.canInsertDTMF = false;
    expect(call.sendDigit("2")).toBe(false);
    call.hangUp();
    dtmf.canInsertDTMF = true;
    expect(call.sendDigit("3")).toBe(false);
    expect(dtmf.toneBuffer).toBe("1#");
  });

  test("the microphone's own stream stays open when the talk is over, its copy does not", async () => {
    const { call } = await talk();
    const track = sentTrack();
    call.hangUp();
    expect(call.end).toBe("here");
    expect(track?.readyState).toBe("ended");
  });

  test("hanging up sends a BYE and the far side ends", async () => {
    const { call, far, socket } = await talk();
    const ended = new Promise((resolve) => far.on("ended", resolve));
    call.hangUp();
    await ended;
    expect(socket.methods).toContain("BYE");
  });

  test("a far side that hangs up ends the talk from there", async () => {
    const { call, far } = await talk();
    far.terminate();
    await vi.waitFor(() => expect(call.phase).toBe("ended"));
    expect(call.end).toBe("there");
  });

  test("a phone that leaves for another page says nothing: no BYE, no un-REGISTER, its media closed", async () => {
    const { phone, socket, far } = await talk();
    const before = socket.sent.length;
    phone.abandon();
    expect(socket.sent.length).toBe(before);
    expect(far.isEnded()).toBe(false);
    expect(FakePeerConnection.opened.at(-1)?.closed).toBe(true);
  });

  test("a talk outlives new credentials and a lost connection to the switch", async () => {
    const { phone, call, socket } = await talk();
    phone.renew({ ...credentials, password: "second" });
    socket.break();
    expect(call.phase).toBe("talking");
  });
});

import { describe, expect, it } from "vitest";
import type { AcdCommand } from "../../../acd/index.ts";
import type { SwitchEvent } from "../../port.ts";
import type { EventSocket } from "../connection/event-socket.ts";
import { SwitchClock } from "../connection/switch-clock.ts";
import { LegBook, type StepCommand } from "../legs/leg-book.ts";
import { Answerer } from "./answerer.ts";
import { AskForm } from "./form.ts";

const NOW = 1_700_000_000_000;
const LEG = "customer-leg";

function offer(agentLegId: string, extension = "1001"): Extract<AcdCommand, { type: "leg.offer" }> {
  return {
    type: "leg.offer",
    legId: LEG,
    callId: "call-1",
    group: "repair",
    joinedAt: NOW,
    offerId: "offer-1",
    agent: "li",
    agentLegId,
    endpoint: { kind: "sip", extension },
    ringMs: 20_000,
    ringback: "ring",
    music: "default",
    caller: { number: "138", name: undefined },
    segmentId: "segment-1",
    recordingPart: undefined,
    resume: false,
  };
}

const wait: StepCommand = {
  type: "leg.wait",
  legId: LEG,
  callId: "call-1",
  group: "repair",
  joinedAt: NOW,
  music: "default",
};

function setUp(decide: (event: SwitchEvent) => readonly AcdCommand[] = () => []) {
  const legs = new LegBook();
  const told: SwitchEvent[] = [];
  const carriedOut: AcdCommand[] = [];
  const answerer = new Answerer({
    legs,
    clock: new SwitchClock(() => NOW),
    listener: {
      handle: (event) => {
        told.push(event);
        return decide(event);
      },
      recordingClosed: () => undefined,
      agentOfExtension: () => undefined,
      phoneSecretHash: (extension) => (extension === "1001" ? "0".repeat(32) : undefined),
    },
    wiring: {
      now: () => NOW,
      // Only asked for whether it is there.
      socket: () => ({}) as EventSocket,
      report: (event) => told.push(event),
      carryOut: (commands) => carriedOut.push(...commands),
      log: () => undefined,
    },
    steps: {
      browserMediaTimeoutMs: () => 8_000,
      streamOf: () => "default",
      soundOf: () => "/sound.wav",
      recordingPath: () => "/r.wav",
    },
    phoneKindOf: () => "browser",
    trunkOf: () => "carrier",
    ready: () => Promise.resolve(true),
    offered: () => undefined,
    listens: () => undefined,
  });
  const ask = async (destination: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const fields = {
      section: "dialplan",
      "Unique-ID": LEG,
      "Hunt-Context": destination === "62345678" ? "hotline" : "hotline-ask",
      "Hunt-Destination-Number": destination,
      variable_sip_from_user: "138",
      ...more,
    };
    const body = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return (await answerer.answer(new AskForm(body.join("&")))) ?? "nothing";
  };
  const poke = (command: StepCommand, sent: boolean) => {
    const leg = legs.open(LEG, "customer", "call-1", true);
    leg.poke = { id: 7, command, sent, putOff: false };
    return leg;
  };
  return { legs, told, carriedOut, ask, poke, answerer };
}

const onItsWay = { variable_hotline_call_id: "call-1", variable_hotline_step: "wait" };

describe("a leg's question", () => {
  it("when a new call asks, then the engine's step for it is the answer and its other commands go the other way", async () => {
    const elsewhere: AcdCommand = { type: "leg.hang-up", legId: "other", cause: "normal" };
    const { told, carriedOut, ask } = setUp(() => [elsewhere, offer("agent-leg")]);
    const answer = await ask("62345678");
    expect(told).toMatchObject([{ type: "call.arrived", to: "62345678", trunk: "carrier", arrivedAt: NOW }]);
    expect(answer).toContain("origination_uuid=agent-leg");
    expect(answer).toContain("hotline_to=62345678");
    expect(carriedOut).toEqual([elsewhere]);
  });

  it("when it was sent to ask for a command, then it gets it and the engine is not asked", async () => {
    const { told, ask, poke } = setUp();
    const leg = poke(offer("agent-leg"), true);
    expect(await ask("poke-7", onItsWay)).toContain("origination_uuid=agent-leg");
    expect(leg.poke).toBeUndefined();
    expect(told).toEqual([]);
  });

  it("when it asks by itself while it is being sent to ask, then it is put off, so that the sending does not break the offer", async () => {
    const { told, ask, poke } = setUp();
    poke(offer("agent-leg"), false);
    const answer = await ask("after-wait", onItsWay);
    expect(answer).toContain("playback_timeout_sec=2");
    expect(answer).not.toContain("bridge");
    expect(await ask("poke-7", onItsWay)).toContain("origination_uuid=agent-leg");
    expect(told).toEqual([]);
  });

  it("when the sending was swallowed, then the leg's second question of its own gets the command", async () => {
    const { ask, poke } = setUp();
    poke(offer("agent-leg"), true);
    expect(await ask("after-wait", onItsWay)).not.toContain("bridge");
    expect(await ask("after-wait", onItsWay)).toContain("origination_uuid=agent-leg");
  });

  it("when the answer with an offer never reached the leg, then the engine learns that this offer failed", async () => {
    const answers: AcdCommand[][] = [[offer("first")], [wait]];
    const { told, ask } = setUp(() => answers.shift() ?? []);
    await ask("62345678");
    await ask("after-emergency", { variable_hotline_away: "1" });
    expect(told[1]).toEqual({ type: "leg.asked", legId: LEG, after: "offer", agentLegId: "first", cause: "unknown" });
  });

  it("when the engine does not know the leg, then it is given in as a new call, with the time it has waited", async () => {
    const { told, ask } = setUp((event) => (event.type === "call.arrived" ? [wait] : []));
    const answer = await ask("after-wait", {
      ...onItsWay,
      variable_hotline_to: "62345678",
      "Event-Date-Timestamp": String((NOW + 5_000) * 1_000),
      "Caller-Channel-Created-Time": String((NOW - 55_000) * 1_000),
    });
    expect(told.map(({ type }) => type)).toEqual(["leg.asked", "call.arrived"]);
    expect(told[1]).toMatchObject({ to: "62345678", arrivedAt: NOW - 60_000 });
    expect(answer).toContain("local_stream://default");
  });

  it("when a step cannot be put into the switch's words, then the leg stays on music and the command counts as failed", async () => {
    const { told, ask } = setUp((event) => (event.type === "call.arrived" ? [offer("agent-leg", "1001]{x")] : []));
    expect(await ask("62345678")).toContain("local_stream://default");
    await new Promise((resolve) => setImmediate(resolve));
    expect(told[1]).toMatchObject({ type: "command.failed", legId: LEG, command: "leg.offer" });
  });

  it("when a phone's secret is asked for, then its hash is the answer; an unknown or strange one is not found", async () => {
    const { answerer } = setUp();
    const secretOf = (user: string) =>
      answerer.answer(new AskForm(`section=directory&user=${encodeURIComponent(user)}`));
    expect(await secretOf("1001")).toContain('name="a1-hash"');
    for (const user of ["9999", "1001' or 1=1", ""]) expect(await secretOf(user)).toContain("not found");
  });
});

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { AcdCommand, LegId } from "../../acd/index.ts";
import type { SwitchHarness } from "./harness.ts";
import { agentOf, joinedAt, type Scene } from "./scene.ts";

type Dial = Extract<AcdCommand, { type: "leg.dial" }>;

/** Part of the switch contract: what an agent's phone calls (A10). */
export function placingContract(now: () => { readonly harness: SwitchHarness; readonly scene: Scene }): void {
  function dial(legId: LegId, number: string): Dial {
    const { harness, scene } = now();
    return {
      type: "leg.dial",
      legId,
      callId: scene.callId(legId),
      group: "contract",
      startedAt: joinedAt(),
      agent: agentOf(harness.extensions[0]),
      phone: "browser",
      segmentId: randomUUID(),
      recordingPart: undefined,
      customerLegId: randomUUID(),
      endpoint: { kind: "pstn", number, trunk: harness.trunk.name, callerId: harness.trunk.callerId },
      ringMs: 20_000,
    };
  }

  /** The agent's phone calls the number, and its question gets `answer`. */
  async function placed<Answer extends AcdCommand>(number: string, answer: (legId: LegId) => Answer): Promise<Answer> {
    const { harness, scene } = now();
    const [extension] = harness.extensions;
    await scene.registered(extension);
    const given: Answer[] = [];
    scene.whenPlaced((legId) => {
      given[0] ??= answer(legId);
      return given[0];
    });
    await harness.phone(extension).dial(number);
    const event = await scene.told("call.placed");
    expect(event).toMatchObject({ agent: agentOf(extension), number, via: "pad" });
    return given[0] as Answer;
  }

  async function talking(): Promise<Dial> {
    const { harness, scene } = now();
    const command = await placed(harness.numbers.answers, (legId) => dial(legId, harness.numbers.answers));
    await scene.told("legs.bridged", (event) => event.customerLegId === command.customerLegId);
    return command;
  }

  test("dial: the number rings, answers and both are bridged, on legs that have the ids we chose; the listing says who called whom (A10)", async () => {
    const command = await talking();
    const { harness, scene } = now();
    const { legId, customerLegId } = command;
    await scene.told("leg.ringing", (event) => event.legId === customerLegId);
    await scene.told("leg.answered", (event) => event.legId === customerLegId);
    const bridged = await scene.told("legs.bridged");
    expect(bridged).toMatchObject({ customerLegId, agentLegId: legId });
    await harness.port.stop();
    const after = scene.events.length;
    await harness.port.start(scene);
    const { legs } = await scene.told("switch.reconciled", () => true, after);
    expect(legs.find((leg) => leg.legId === customerLegId)).toMatchObject({
      role: "customer",
      direction: "outbound",
      state: "up",
      callId: command.callId,
      peerLegId: legId,
      to: harness.numbers.answers,
      group: "contract",
    });
    expect(legs.find((leg) => leg.legId === legId)).toMatchObject({
      role: "agent",
      state: "up",
      agent: command.agent,
      callId: command.callId,
      segmentId: command.segmentId,
    });
  });

  test("dial: the number is busy: its leg ends as busy and the phone's leg asks what is next, with the cause (A10)", async () => {
    const { harness, scene } = now();
    const command = await placed(harness.numbers.busy, (legId) => dial(legId, harness.numbers.busy));
    scene.willAnswer({ type: "leg.hang-up", legId: command.legId, cause: "busy" });
    const ended = await scene.told("leg.ended", (event) => event.legId === command.customerLegId);
    expect(ended.cause).toBe("busy");
    const asked = await scene.told("leg.asked", (event) => event.legId === command.legId);
    expect(asked).toMatchObject({ after: "dial", cause: "busy" });
    await scene.told("leg.ended", (event) => event.legId === command.legId);
  });

  test("dial: the agent hangs up while it rings: both legs end, and neither asks (A10)", async () => {
    const { harness, scene } = now();
    const command = await placed(harness.numbers.rings, (legId) => dial(legId, harness.numbers.rings));
    await scene.told("leg.ringing", (event) => event.legId === command.customerLegId);
    await harness.phone(harness.extensions[0]).hangUp();
    await scene.told("leg.ended", (event) => event.legId === command.legId);
    await scene.told("leg.ended", (event) => event.legId === command.customerLegId);
    expect(scene.events.some(({ type }) => type === "leg.asked")).toBe(false);
  });

  test("dial: the agent hangs up in the talk: its leg ends by the party, the customer's leg stays and asks after the talk (A10)", async () => {
    const { legId, customerLegId } = await talking();
    const { harness, scene } = now();
    await harness.phone(harness.extensions[0]).hangUp();
    const ended = await scene.told("leg.ended", (event) => event.legId === legId);
    expect(ended).toMatchObject({ cause: "normal", by: "party" });
    const asked = await scene.told("leg.asked", (event) => event.legId === customerLegId);
    expect(asked).toMatchObject({ after: "talk", cause: "normal" });
    scene.hangUp(customerLegId);
    await scene.told("leg.ended", (event) => event.legId === customerLegId);
  });

  test("dial: the customer hangs up in the talk: both legs end (A10)", async () => {
    const { legId, customerLegId } = await talking();
    const { harness, scene } = now();
    await harness.calledHangsUp();
    const ended = await scene.told("leg.ended", (event) => event.legId === customerLegId);
    expect(ended).toMatchObject({ cause: "normal", by: "party" });
    await scene.told("leg.ended", (event) => event.legId === legId);
  });

  test("dial: the customer of the talk is offered to another agent, whose hanging up makes it ask again (A7, A10)", async () => {
    const { legId, customerLegId } = await talking();
    const { harness, scene } = now();
    const [, other] = harness.extensions;
    await scene.registered(other);
    const offer = scene.offer(customerLegId, other, { ringback: "music", callId: scene.callId(legId) });
    scene.execute(offer);
    await scene.told("leg.ringing", (event) => event.legId === offer.agentLegId);
    await harness.phone(other).answer();
    await scene.told("legs.bridged", (event) => event.agentLegId === offer.agentLegId);
    const after = scene.events.length;
    await harness.phone(other).hangUp();
    const asked = await scene.told("leg.asked", (event) => event.legId === customerLegId, after);
    expect(asked).toMatchObject({ after: "talk", cause: "normal" });
  });

  test("refuse: the phone's leg ends and no number is called (A10)", async () => {
    const { harness, scene } = now();
    const command = await placed(harness.numbers.rings, (legId) => ({
      type: "leg.refuse",
      legId,
      reason: "wrong-state",
    }));
    await scene.told("leg.ended", (event) => event.legId === command.legId);
    expect(scene.events.some(({ type }) => type === "leg.ringing")).toBe(false);
  });
}

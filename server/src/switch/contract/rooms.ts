import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { AcdCommand } from "../../acd/index.ts";
import type { HarnessCaller, SwitchHarness } from "./harness.ts";
import { agentOf, joinedAt, type Scene } from "./scene.ts";

type Consult = Extract<AcdCommand, { type: "leg.consult" }>;

/** Part of the switch contract: consults and rooms (A8, A9). */
export function roomsContract(given: { readonly harness: () => SwitchHarness; readonly scene: () => Scene }): void {
  const harness = () => given.harness();
  const scene = () => given.scene();

  test("consult: the agent's leg rings another's, the customer's leg asks and hears music; answered, both are bridged (A8)", async () => {
    const { legId, caller, agentLegId, consult } = await consulting();
    await scene().told("leg.asked", (event) => event.legId === legId);
    await holds("the customer hears music", () => caller.hearsMusic());
    await harness().phone(other()).answer();
    const bridged = await scene().told("legs.bridged", (event) => event.agentLegId === consult.targetLegId);
    expect(bridged.customerLegId).toBe(agentLegId);
    expect(await caller.isConnected()).toBe(true);
  });

  test("consult: the other rejects: the consulting leg asks with the cause and with the leg it was about (A8)", async () => {
    const { agentLegId, consult } = await consulting();
    await harness().phone(other()).reject();
    const asked = await scene().told("leg.asked", (event) => event.legId === agentLegId && event.after === "offer");
    expect(asked).toMatchObject({ cause: "rejected", agentLegId: consult.targetLegId });
  });

  test("consult: the other lays down in the talk: the consulting leg asks (A8)", async () => {
    const { agentLegId, consult } = await consulting();
    await harness().phone(other()).answer();
    await scene().told("legs.bridged", (event) => event.agentLegId === consult.targetLegId);
    await harness().phone(other()).hangUp();
    await scene().told("leg.asked", (event) => event.legId === agentLegId);
  });

  test("consult: the consulting agent lays down: the other's leg stays and asks (A8)", async () => {
    const { extension, consult } = await consulting();
    await harness().phone(other()).answer();
    await scene().told("legs.bridged", (event) => event.agentLegId === consult.targetLegId);
    await harness().phone(extension).hangUp();
    await scene().told("leg.asked", (event) => event.legId === consult.targetLegId);
  });

  test("room: agent and customer who were apart meet and hear each other; the listing says where they are (A8)", async () => {
    const { legId, caller, agentLegId, room } = await meeting();
    await holds("the customer hears the agent", () => caller.hearsAgent());
    await holds("the agent hears the customer", () => caller.agentHears());
    await harness().port.stop();
    const after = scene().events.length;
    await harness().port.start(scene());
    const { legs } = await scene().told("switch.reconciled", () => true, after);
    for (const id of [legId, agentLegId]) expect(legs.find((leg) => leg.legId === id)?.room).toBe(room);
  });

  test("room: the agent lays down: the customer's leg stays and asks, for it is alone (A8)", async () => {
    const { legId, extension } = await meeting();
    await harness().phone(extension).hangUp();
    await scene().told("leg.asked", (event) => event.legId === legId && event.after === "room");
  });

  test("room: the agent lays down, and the customer's leg, alone, gets the survey: it hears the prompt, and a key is told (S13, A8)", async () => {
    const { legId, caller, extension } = await meeting();
    const survey = scene().survey(legId);
    scene().willAnswer(survey);
    await harness().phone(extension).hangUp();
    await scene().told("leg.asked", (event) => event.legId === legId && event.after === "room");
    await holds("the customer hears the prompt", () => caller.hearsMusic());
    scene().willAnswer({ ...survey, part: "thanks", keys: "1" });
    await caller.press("1");
    const asked = await scene().told("leg.asked", (event) => event.legId === legId && event.after === "survey");
    expect(asked.survey?.keys).toBe("1");
  });

  test("room: the customer hangs up: the agent's leg stays and asks, for it is alone (A8)", async () => {
    const { caller, agentLegId } = await meeting();
    await caller.hangUp();
    await scene().told("leg.asked", (event) => event.legId === agentLegId && event.after === "room");
  });

  test("park: an agent's leg told to wait leaves the room, and the customer's asks (A8)", async () => {
    const { legId, agentLegId, callId } = await meeting();
    scene().execute({ type: "leg.park", legId: agentLegId, callId, music: "default" });
    await scene().told("leg.asked", (event) => event.legId === legId && event.after === "room");
  });

  function other(): string {
    return harness().extensions[1];
  }

  /** A talk whose agent has the other's phone rung. */
  async function consulting() {
    const [extension] = harness().extensions;
    const talk = await scene().talk(extension);
    await scene().registered(other());
    const consult: Consult = {
      type: "leg.consult",
      legId: talk.agentLegId,
      callId: talk.offer.callId,
      consultId: randomUUID(),
      group: "contract",
      agent: agentOf(other()),
      targetLegId: randomUUID(),
      endpoint: { kind: "browser", extension: other() },
      ringMs: 20_000,
      caller: talk.offer.caller,
      segmentId: randomUUID(),
    };
    scene().execute(consult);
    await scene().told("leg.ringing", (event) => event.legId === consult.targetLegId);
    return { ...talk, extension, consult };
  }

  /** Agent and customer in a room, after a consult that failed. */
  async function meeting(): Promise<{
    legId: string;
    caller: HarnessCaller;
    agentLegId: string;
    extension: string;
    room: string;
    callId: string;
  }> {
    const { legId, caller, agentLegId, extension, offer } = await consulting();
    await harness().phone(other()).reject();
    await scene().told("leg.asked", (event) => event.legId === agentLegId && event.after === "offer");
    const { callId } = offer;
    const join = { type: "leg.join", callId, room: callId, record: undefined } as const;
    scene().execute({ ...join, legId: agentLegId, customer: undefined });
    await scene().told("leg.joined", (event) => event.legId === agentLegId);
    scene().execute({ ...join, legId, customer: { group: "contract", joinedAt: joinedAt() } });
    await scene().told("leg.joined", (event) => event.legId === legId);
    return { legId, caller, agentLegId, extension, room: callId, callId };
  }

  async function holds(what: string, look: () => Promise<boolean>): Promise<void> {
    await harness().waitFor(what, async () => ((await look()) ? true : undefined));
  }
}

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { AcdCommand, ListenMode } from "../../acd/index.ts";
import type { SwitchHarness } from "./harness.ts";
import { agentOf, type Scene, type Talk } from "./scene.ts";

type Supervise = Extract<AcdCommand, { type: "leg.supervise" }>;
type Listen = Extract<AcdCommand, { type: "leg.listen" }>;

/** What the engine may rely on when a leader's phone is taken into an agent's talk (W15). */
export function listeningContract(now: () => { readonly harness: SwitchHarness; readonly scene: Scene }): void {
  function supervise(talk: Talk, extension: string): Supervise {
    return {
      type: "leg.supervise",
      legId: randomUUID(),
      callId: talk.offer.callId,
      listenId: randomUUID(),
      segmentId: talk.offer.segmentId,
      agent: agentOf(extension),
      by: `person:${agentOf(extension)}`,
      endpoint: { kind: "browser", extension },
      ringMs: 20_000,
      caller: { number: "13800138000", name: "contract" },
      targetLegId: talk.agentLegId,
      mode: "listen",
    };
  }

  function listen({ legId, callId, targetLegId }: Supervise, mode: ListenMode): Listen {
    return { type: "leg.listen", legId, callId, targetLegId, mode };
  }

  /** A talk at one extension, the leader's phone at the other; resolves when that one listens. */
  async function listening(): Promise<{ talk: Talk; command: Supervise; leader: string }> {
    const { scene, harness } = now();
    const [extension, leader] = harness.extensions;
    const talk = await scene.talk(extension);
    await scene.registered(leader);
    const command = supervise(talk, leader);
    scene.willAnswer(listen(command, "listen"));
    scene.execute(command);
    await scene.told("leg.ringing", ({ legId }) => legId === command.legId);
    // The page answers such a call by itself; a bare phone is answered by hand.
    await harness.phone(leader).answer();
    await told("leg.listening", command.legId, "listen");
    return { talk, command, leader };
  }

  async function told(type: "leg.listening", legId: string, mode: ListenMode): Promise<void> {
    await now().scene.told(type, (event) => event.legId === legId && event.mode === mode);
  }

  test("listen: the leader's phone rings, is answered, asks and listens; the talk's legs are left alone (W15)", async () => {
    const { talk, command } = await listening();
    const { scene } = now();
    const types = scene.events.flatMap((event) =>
      "legId" in event && event.legId === command.legId ? [event.type] : [],
    );
    // The leg asks by another way than its events come, so either may be first.
    expect([types[0], types.slice(1, -1).sort(), types.at(-1)]).toEqual([
      "leg.ringing",
      ["leg.answered", "supervisor.asked"],
      "leg.listening",
    ]);
    const ours = [talk.legId, talk.agentLegId];
    expect(scene.events.some((event) => event.type === "leg.ended" && ours.includes(event.legId))).toBe(false);
    expect(await talk.caller.hearsAgent()).toBe(true);
    expect(await talk.caller.agentHears()).toBe(true);
  });

  test("listen: each other mode is confirmed, and the leader's leg is hung up without the talk (W15)", async () => {
    const { talk, command } = await listening();
    const { scene } = now();
    for (const mode of ["whisper", "barge"] as const) {
      scene.execute(listen(command, mode));
      await told("leg.listening", command.legId, mode);
    }
    scene.hangUp(command.legId);
    expect((await scene.told("leg.ended", ({ legId }) => legId === command.legId)).by).toBe("us");
    expect(await talk.caller.hearsAgent()).toBe(true);
    expect(await talk.caller.agentHears()).toBe(true);
  });

  test("listen: the agent's leg ends: the leader's leg stays and asks (W15)", async () => {
    const { talk, command } = await listening();
    const { scene } = now();
    const asked = scene.events.length;
    scene.hangUp(talk.agentLegId);
    await scene.told("supervisor.asked", ({ legId }) => legId === command.legId, asked);
    scene.hangUp(command.legId);
    await scene.told("leg.ended", ({ legId }) => legId === command.legId);
  });

  test("listen: the leader hangs up: its leg ends by the party, the talk goes on (W15)", async () => {
    const { talk, command, leader } = await listening();
    const { scene, harness } = now();
    await harness.phone(leader).hangUp();
    const ended = await scene.told("leg.ended", ({ legId }) => legId === command.legId);
    expect(ended).toMatchObject({ cause: "normal", by: "party" });
    expect(await talk.caller.hearsAgent()).toBe(true);
  });

  test("listen: a leader's phone that is not there: it is told as failed and the talk goes on (W15)", async () => {
    const { scene, harness } = now();
    const [extension, leader] = harness.extensions;
    const talk = await scene.talk(extension);
    const command = supervise(talk, leader);
    scene.execute(command);
    const failed = await scene.told("command.failed", ({ legId }) => legId === command.legId);
    expect(failed.command).toBe("leg.supervise");
    expect(await talk.caller.hearsAgent()).toBe(true);
  });

  test("listen: the server was away: the listing has the leader's leg with leader, call, segment and mode (W15)", async () => {
    const { talk, command, leader } = await listening();
    const { scene, harness } = now();
    scene.execute(listen(command, "whisper"));
    await told("leg.listening", command.legId, "whisper");
    await harness.port.stop();
    const after = scene.events.length;
    await harness.port.start(scene);
    const { legs } = await scene.told("switch.reconciled", () => true, after);
    expect(legs.find(({ legId }) => legId === command.legId)).toMatchObject({
      role: "supervisor",
      state: "up",
      callId: talk.offer.callId,
      agent: agentOf(leader),
      peerLegId: talk.agentLegId,
      segmentId: talk.offer.segmentId,
      listen: { listenId: command.listenId, mode: "whisper", by: command.by },
    });
    scene.execute(listen(command, "listen"));
    await scene.told("leg.listening", ({ legId, mode }) => legId === command.legId && mode === "listen", after);
  });
}

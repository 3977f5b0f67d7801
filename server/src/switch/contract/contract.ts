import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LegEndCause } from "../../acd/index.ts";
import type { HarnessCaller, HarnessPhone, MakeHarness, SwitchHarness } from "./harness.ts";
import { roomsContract } from "./rooms.ts";
import { listeningContract } from "./listening.ts";
import { surveyContract } from "./surveys.ts";
import { placingContract } from "./placing.ts";
import { agentOf, joinedAt, Scene, type OfferCommand } from "./scene.ts";

/**
 * What the engine may rely on, of any switch (docs/verbs.md): each verb, the event that confirms it, and that a customer's
 * leg never hangs on another leg's success.
 */
export function switchContract(name: string, makeHarness: MakeHarness): void {
  describe(`switch contract: ${name}`, () => {
    let harness: SwitchHarness;
    let scene: Scene;
    let extension: string;

    beforeEach(async () => {
      harness = await makeHarness();
      scene = new Scene(harness);
      [extension] = harness.extensions;
      await scene.start();
    });
    afterEach(() => harness.close());

    /** An offer at arrival; resolves when the agent's leg rings or, for a phone that cannot, when it was sent. */
    async function offered(given: Partial<OfferCommand> = {}, rings = true) {
      const offers: OfferCommand[] = [];
      const { legId, caller } = await scene.caller((asking) => {
        offers.push(scene.offer(asking, extension, given));
        return offers[0] as OfferCommand;
      });
      const offer = offers[0] as OfferCommand;
      if (rings) await scene.told("leg.ringing", (event) => event.legId === offer.agentLegId);
      return { legId, caller, offer };
    }

    /** The failed offer's customer leg asks with one of the causes, and can be offered on. */
    async function asksOnAfter(offer: OfferCommand, causes: readonly LegEndCause[]): Promise<void> {
      const asked = await scene.told("leg.asked", (event) => event.legId === offer.legId && event.after === "offer");
      expect(causes).toContain(asked.cause);
      if (asked.agentLegId !== undefined) expect(asked.agentLegId).toBe(offer.agentLegId);
      const [, other] = harness.extensions;
      await scene.registered(other);
      const next = scene.offer(offer.legId, other, { ringback: "music" });
      scene.execute(next);
      await scene.told("leg.ringing", (event) => event.legId === next.agentLegId);
      await harness.phone(other).answer();
      await scene.told("legs.bridged", (event) => event.agentLegId === next.agentLegId);
    }

    test("a caller who dials in: the switch asks with its number and the number dialled, and it hears what the answer says", async () => {
      const { legId, caller } = await scene.caller();
      const arrived = await scene.told("call.arrived");
      expect(arrived).toMatchObject({ legId, to: harness.number, from: { number: "13800138000" } });
      expect(await caller.isConnected()).toBe(true);
    });

    test("a caller whose name is hostile: it arrives as text and the call goes on", async () => {
      await scene.registered(extension);
      const hostile = `a'b"{c}[d],^\\e%20😀`;
      const { legId } = await scene.caller(undefined, hostile);
      const next = scene.offer(legId, extension, { caller: { number: "13800138000", name: hostile } });
      scene.execute(next);
      await scene.told("leg.ringing", (event) => event.legId === next.agentLegId);
    });

    test("a waiting leg: it asks again by itself", async () => {
      const { legId } = await scene.caller();
      await scene.told("leg.asked", (event) => event.legId === legId && event.after === "wait", 0, 60_000);
    });

    test("a number that leads nowhere: the leg is hung up as the answer to its ask", async () => {
      const { legId } = await scene.caller((asking) => ({ type: "leg.hang-up", legId: asking, cause: "not-found" }));
      const ended = await scene.told("leg.ended", (event) => event.legId === legId);
      expect(ended.by).toBe("us");
    });

    test("an offer at arrival: ringing, answered and bridged are told of the agent's leg, which has the id we chose", async () => {
      const { legId, caller, agentLegId } = await scene.talk(extension);
      const types = scene.events.flatMap((event) =>
        "legId" in event && event.legId === agentLegId ? [event.type] : [],
      );
      expect(types).toEqual(expect.arrayContaining(["leg.ringing", "leg.answered"]));
      expect(scene.events.some((event) => event.type === "leg.ended" && event.legId === legId)).toBe(false);
      await holds("the customer hears the agent", () => caller.hearsAgent());
      await holds("the agent hears the customer", () => caller.agentHears());
    });

    test("an offer to a waiting caller, sent without an ask: it rings, is answered and bridged", async () => {
      await scene.registered(extension);
      const { legId } = await scene.caller();
      const offer = scene.offer(legId, extension, { ringback: "music" });
      scene.execute(offer);
      await scene.told("leg.ringing", (event) => event.legId === offer.agentLegId);
      await harness.phone(extension).answer();
      await scene.told("legs.bridged", (event) => event.customerLegId === legId);
    });

    test("the agent hangs up: its leg ends by the party, the customer's leg stays and asks after the talk", async () => {
      const { legId, agentLegId } = await scene.talk(extension);
      await harness.phone(extension).hangUp();
      const ended = await scene.told("leg.ended", (event) => event.legId === agentLegId);
      expect(ended).toMatchObject({ cause: "normal", by: "party" });
      const asked = await scene.told("leg.asked", (event) => event.legId === legId && event.after === "talk");
      expect(asked.cause).toBe("normal");
      scene.hangUp(legId);
      expect((await scene.told("leg.ended", (event) => event.legId === legId)).by).toBe("us");
    });

    test("we hang up the agent's leg in a talk: the customer's leg stays and asks", async () => {
      const { legId, agentLegId } = await scene.talk(extension);
      scene.hangUp(agentLegId);
      expect((await scene.told("leg.ended", (event) => event.legId === agentLegId)).by).toBe("us");
      await scene.told("leg.asked", (event) => event.legId === legId && event.after === "talk");
    });

    test("the customer hangs up in a talk: both legs end", async () => {
      const { legId, caller, agentLegId } = await scene.talk(extension);
      await caller.hangUp();
      const ended = await scene.told("leg.ended", (event) => event.legId === legId);
      expect(ended).toMatchObject({ cause: "normal", by: "party" });
      await scene.told("leg.ended", (event) => event.legId === agentLegId);
    });

    test("the agent's phone rejects: the customer's leg asks with the cause and is offered to the next agent", async () => {
      await scene.registered(extension);
      const { offer } = await offered();
      await harness.phone(extension).reject();
      await asksOnAfter(offer, ["rejected", "busy"]);
    });

    test("we hang up the ringing leg as rejected: the customer's leg asks and is offered to the next agent", async () => {
      await scene.registered(extension);
      const { offer } = await offered();
      scene.hangUp(offer.agentLegId, "rejected");
      await scene.told("leg.ended", (event) => event.legId === offer.agentLegId);
      await asksOnAfter(offer, ["rejected", "normal", "unknown"]);
    });

    test("nobody answers within the ring limit: the customer's leg asks with no-answer and is offered to the next agent", async () => {
      await scene.registered(extension);
      const { offer } = await offered({ ringMs: 3_000 });
      await asksOnAfter(offer, ["no-answer"]);
    });

    test("the agent's phone is not registered: the customer's leg asks with that cause and is offered to the next agent", async () => {
      const { offer } = await offered({}, false);
      await asksOnAfter(offer, ["not-registered", "unreachable"]);
    });

    test("the caller hangs up while a phone rings: both legs end and none is left on the switch", async () => {
      await scene.registered(extension);
      const { legId, caller, offer } = await offered();
      await caller.hangUp();
      await scene.told("leg.ended", (event) => event.legId === legId);
      await scene.told("leg.ended", (event) => event.legId === offer.agentLegId);
      await harness.port.stop();
      const after = scene.events.length;
      await harness.port.start(scene);
      const { legs } = await scene.told("switch.reconciled", () => true, after);
      expect(legs.filter(({ legId: listed }) => [legId, offer.agentLegId].includes(listed))).toEqual([]);
    });

    test("the caller hangs up while it waits: its leg ends by the party", async () => {
      const { legId, caller } = await scene.caller();
      await caller.hangUp();
      expect((await scene.told("leg.ended", (event) => event.legId === legId)).by).toBe("party");
    });

    test("mute: the customer hears nothing of the agent, who hears the customer; unmute gives it back (A5)", async () => {
      const { caller, agentLegId } = await scene.talk(extension);
      scene.execute({ type: "leg.mute", legId: agentLegId, on: true });
      await holds("the customer hears nothing", async () => !(await caller.hearsAgent()));
      expect(await caller.agentHears()).toBe(true);
      scene.execute({ type: "leg.mute", legId: agentLegId, on: false });
      await holds("the customer hears the agent again", () => caller.hearsAgent());
    });

    test("hold: the customer hears music and the agent nothing; retrieve gives both back, and a second time too (A6)", async () => {
      const { caller, agentLegId, legId } = await scene.talk(extension);
      for (const round of [0, 1]) {
        await hold(agentLegId, round);
        await onHold(caller);
        expect(scene.events.some((event) => event.type === "leg.asked" && event.legId === legId)).toBe(false);
        await retrieve(agentLegId, round);
        await together(caller);
      }
    });

    test("hold: a muted agent's customer hears music all the same, and after retrieving nothing of the agent (A5, A6)", async () => {
      const { caller, agentLegId } = await scene.talk(extension);
      scene.execute({ type: "leg.mute", legId: agentLegId, on: true });
      await holds("the customer hears nothing", async () => !(await caller.hearsAgent()));
      await hold(agentLegId);
      await onHold(caller);
      await retrieve(agentLegId);
      await holds("the agent hears the customer again", () => caller.agentHears());
      await holds("the customer hears no music any more", async () => !(await caller.hearsMusic()));
      expect(await caller.hearsAgent()).toBe(false);
      scene.execute({ type: "leg.mute", legId: agentLegId, on: false });
      await together(caller);
    });

    test("hold: the customer hangs up while held: both legs end (A6)", async () => {
      const { legId, caller, agentLegId } = await scene.talk(extension);
      await hold(agentLegId);
      await caller.hangUp();
      expect((await scene.told("leg.ended", (event) => event.legId === legId)).by).toBe("party");
      await scene.told("leg.ended", (event) => event.legId === agentLegId);
    });

    test("hold: the agent hangs up while the customer is held: its leg stays and asks as after any talk (A6)", async () => {
      const { legId, agentLegId } = await scene.talk(extension);
      await hold(agentLegId);
      await harness.phone(extension).hangUp();
      expect((await scene.told("leg.ended", (event) => event.legId === agentLegId)).by).toBe("party");
      const asked = await scene.told("leg.asked", (event) => event.legId === legId && event.after === "talk");
      expect(asked.cause).toBe("normal");
    });

    test("hold: the agent's network is lost while the customer is held: the customer stays, and the next bridge is a talk (A6)", async () => {
      const { legId, caller, offer, agentLegId } = await scene.talk(extension);
      await hold(agentLegId);
      await harness.phone(extension).loseMedia();
      await scene.told("leg.ended", (event) => event.legId === agentLegId, 0, 60_000);
      await scene.registered(extension);
      const back = scene.offer(legId, extension, { segmentId: offer.segmentId, ringback: "music", resume: true });
      scene.execute(back);
      await comesBack(harness.phone(extension), back);
      await together(caller);
    });

    test("hold: of a leg that is gone: it is told as failed (A6)", async () => {
      const legId = "00000000-0000-4000-8000-000000000000";
      scene.execute({ type: "leg.hold", legId, music: "default", heldAt: joinedAt() });
      const failed = await scene.told("command.failed", (event) => event.legId === legId);
      expect(failed.command).toBe("leg.hold");
    });

    test("hold: the server was away meanwhile: the listing says since when, and retrieving works (A6)", async () => {
      const { caller, agentLegId } = await scene.talk(extension);
      await hold(agentLegId);
      await harness.port.stop();
      const after = scene.events.length;
      await harness.port.start(scene);
      const { legs } = await scene.told("switch.reconciled", () => true, after);
      expect(legs.find((leg) => leg.legId === agentLegId)?.heldAt).toBe(joinedAt());
      await onHold(caller);
      await retrieve(agentLegId);
      await together(caller);
    });

    roomsContract({ harness: () => harness, scene: () => scene });

    async function hold(agentLegId: string, earlier = 0): Promise<void> {
      scene.execute({ type: "leg.hold", legId: agentLegId, music: "default", heldAt: joinedAt() });
      await confirmed("leg.held", agentLegId, earlier);
    }

    async function retrieve(agentLegId: string, earlier = 0): Promise<void> {
      scene.execute({ type: "leg.retrieve", legId: agentLegId });
      await confirmed("leg.retrieved", agentLegId, earlier);
    }

    async function confirmed(type: "leg.held" | "leg.retrieved", legId: string, earlier: number): Promise<void> {
      const told = () => scene.events.filter((event) => event.type === type && event.legId === legId).length;
      await harness.waitFor(type, () => (told() > earlier ? true : undefined));
    }

    async function onHold(caller: HarnessCaller): Promise<void> {
      await holds("the customer hears music", () => caller.hearsMusic());
      await holds("the customer hears nothing of the agent", async () => !(await caller.hearsAgent()));
      await holds("the agent hears nothing of the customer", async () => !(await caller.agentHears()));
      expect(await caller.hearsMusic()).toBe(true);
    }

    async function together(caller: HarnessCaller): Promise<void> {
      await holds("the customer hears the agent", () => caller.hearsAgent());
      await holds("the agent hears the customer", () => caller.agentHears());
      await holds("the customer hears no music", async () => !(await caller.hearsMusic()));
    }

    test("the agent's network is lost in a talk: the customer stays, and an offer to come back bridges both again", async () => {
      const { legId, caller, offer, agentLegId } = await scene.talk(extension);
      await harness.phone(extension).loseMedia();
      const lost = await scene.told("leg.ended", (event) => event.legId === agentLegId, 0, 60_000);
      expect(lost.by).toBe("lost");
      await scene.registered(extension);
      const back = scene.offer(legId, extension, { segmentId: offer.segmentId, ringback: "music", resume: true });
      scene.execute(back);
      await comesBack(harness.phone(extension), back);
      await holds("the customer hears the agent", () => caller.hearsAgent());
    });

    test("the server was away: the listing has each leg with its call, group, true join time, agent and segment", async () => {
      const talk = await scene.talk(extension);
      const waiting = await scene.caller();
      await scene.told("leg.asked", (event) => event.legId === waiting.legId, 0, 60_000);
      await harness.port.stop();
      const after = scene.events.length;
      await harness.port.start(scene);
      const { legs } = await scene.told("switch.reconciled", () => true, after);
      const find = (legId: string) => legs.find((leg) => leg.legId === legId);
      expect(find(waiting.legId)).toMatchObject({
        role: "customer",
        callId: scene.callId(waiting.legId),
        group: "contract",
        joinedAt: joinedAt(),
      });
      expect(find(talk.legId)).toMatchObject({ role: "customer", state: "up", peerLegId: talk.agentLegId });
      expect(find(talk.agentLegId)).toMatchObject({
        role: "agent",
        state: "up",
        callId: talk.offer.callId,
        agent: agentOf(extension),
        peerLegId: talk.legId,
        segmentId: talk.offer.segmentId,
      });
      expect(await talk.caller.isConnected()).toBe(true);
    });

    surveyContract({ harness: () => harness, scene: () => scene });
    placingContract(() => ({ harness, scene }));

    listeningContract(() => ({ harness, scene }));

    async function comesBack(phone: HarnessPhone, back: OfferCommand): Promise<void> {
      // The page answers such a call by itself; a bare phone is answered by hand.
      await scene.told("leg.ringing", (event) => event.legId === back.agentLegId);
      await phone.answer();
      await scene.told("legs.bridged", (event) => event.agentLegId === back.agentLegId);
    }

    /** Audio takes a moment to change. */
    async function holds(what: string, look: () => Promise<boolean>): Promise<void> {
      await harness.waitFor(what, async () => ((await look()) ? true : undefined));
    }
  });
}

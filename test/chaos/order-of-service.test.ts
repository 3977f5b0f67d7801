import { afterEach, describe, expect, it } from "vitest";
import type { PhoneCall } from "../calls/support/sip-phone.ts";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { Caller } from "./support/caller.ts";
import { callerNumberOf, type ChaosAgent } from "./support/chaos-agent.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords, type KeptCall } from "./support/kept-records.ts";
import { until } from "./support/until.ts";

const WAITING = 20;
const TALK_MS = 700;

describe.skipIf(noSwitch)("callers who wait", () => {
  let hospital: Hospital;
  let records: KeptRecords;

  afterEach(async () => {
    await records?.close();
    await hospital?.close();
  });

  it("twenty with three agents are served in the order of arrival, each rings one phone, and no phone rings for two", async () => {
    hospital = await Hospital.open({ agents: 3 });
    records = new KeptRecords(hospital.server.home);
    const served: string[] = [];
    for (const agent of hospital.agents) {
      agent.onRing = (call) => {
        served.push(callerNumberOf(call));
        void agent.phone.answer(call);
        setTimeout(() => agent.phone.hangUp(call), TALK_MS);
      };
    }
    for (let index = 0; index < WAITING; index += 1) {
      const caller = await hospital.call();
      await caller.phone.until(caller.call, "up");
    }
    expect(await hospital.liveCalls()).toEqual({ live: WAITING, waiting: WAITING });
    await hospital.everybodyOnline();
    await until(() => hospital.callers.every(({ endedAt }) => endedAt !== undefined), "the end of every call", 90_000);
    expect(hospital.agents.flatMap(({ doubled }) => doubled)).toEqual([]);
    const numbers = hospital.callers.map(({ number }) => number);
    expect(served.toSorted()).toEqual(numbers);
    const kept: KeptCall[] = [];
    for (const { number } of hospital.callers) kept.push(await completeRecord(records, number));
    for (const { offers } of kept) expect(offers).toMatchObject([{ state: "answered" }]);
    const inOrderOfOffer = kept.toSorted((a, b) => offeredAt(a) - offeredAt(b)).map(({ call }) => call.fromNumber);
    expect(inOrderOfOffer).toEqual(numbers);
    for (const agent of hospital.agents) expectNeverTwoAtOnce(kept, agent);
  });

  it("an agent who rejects, does not answer, is not registered or loses its phone in the talk: the caller stays and is served by the next", async () => {
    hospital = await Hospital.open({ agents: 5, ringSeconds: 5 });
    records = new KeptRecords(hospital.server.home);
    const [rejects, ignores, gone, loses, serves] = hospital.agents as [
      ChaosAgent,
      ChaosAgent,
      ChaosAgent,
      ChaosAgent,
      ChaosAgent,
    ];
    rejects.onRing = (call) => rejects.phone.reject(call, 603);
    const lost: PhoneCall[] = [];
    loses.onRing = (call) => {
      lost.push(call);
      void loses.phone.answer(call);
    };
    serves.answerAll();
    const caller = await hospital.call();
    await caller.phone.until(caller.call, "up");

    await rejects.goOnline();
    await until(() => rejects.rang.length > 0, "the offer that is rejected");
    await ignores.goOnline();
    await until(() => ignores.phone.calls.some(({ status }) => status === 487), "the end of the unanswered ringing");
    await rejects.session.choose("break", "meal");
    await ignores.session.choose("break", "meal");
    // Registered a moment ago by what the switch says, and gone from the network: nobody takes the INVITE.
    await gone.goOnline();
    gone.unplug();
    await until(
      async () => {
        const [kept] = await records.of(caller.number);
        return kept?.offers.some(({ agent, state }) => agent === gone.name && state === "failed");
      },
      "the offer to a phone that is not there",
      60_000,
    );
    await gone.session.choose("break", "meal");
    expect(caller.call.state).toBe("up");

    await loses.goOnline();
    await until(() => lost[0]?.state === "up", "the talk that will be lost");
    // The browser dies: no sound and no live socket any more, and nobody says goodbye.
    lost[0]?.media.goSilent();
    loses.session.close();
    await serves.goOnline();
    await serves.phone.until(await ringing(serves), "up", 60_000);
    expect(caller.call.state).toBe("up");
    await expect.poll(() => caller.call.media.strengthOf(700), { timeout: 10_000 }).toBeGreaterThan(0.5);
    caller.hangUp();
    const kept = await completeRecord(records, caller.number);
    expect(kept.segments.map(({ agent }) => agent)).toEqual([loses.name, serves.name]);
    expect(new Set(kept.offers.map(({ agent, state }) => `${agent} ${state}`))).toEqual(
      new Set([
        `${rejects.name} rejected`,
        `${ignores.name} no-answer`,
        `${gone.name} failed`,
        `${loses.name} answered`,
        `${serves.name} answered`,
      ]),
    );
    expect(kept.call).toMatchObject({ endReason: "customer-hung-up", agent: serves.name });
    expectOneWait(kept, caller);
  });
});

function offeredAt({ offers }: KeptCall): number {
  return offers[0]?.offeredAt.getTime() ?? Number.NaN;
}

async function ringing(agent: ChaosAgent): Promise<PhoneCall> {
  return until(() => agent.phone.calls.at(-1), `a call at ${agent.name}`, 60_000);
}

function expectNeverTwoAtOnce(kept: readonly KeptCall[], agent: ChaosAgent): void {
  const busy = kept
    .flatMap(({ offers, segments }) =>
      offers
        .filter((offer) => offer.agent === agent.name)
        .map(({ offerId, offeredAt }) => ({
          from: offeredAt.getTime(),
          to: segments.find((segment) => segment.offerId === offerId)?.endedAt?.getTime() ?? Number.NaN,
        })),
    )
    .sort((a, b) => a.from - b.from);
  for (const [index, { from }] of busy.entries()) {
    if (index > 0) expect(from, `${agent.name}: offer ${index}`).toBeGreaterThanOrEqual(busy[index - 1]?.to ?? 0);
  }
}

/** The first entry begins with the call, the second where the lost talk ended; both were answered. */
function expectOneWait({ call, entries }: KeptCall, caller: Caller): void {
  expect(entries.map(({ state }) => state)).toEqual(["answered", "answered"]);
  expect(entries[0]?.joinedAt).toEqual(call.arrivedAt);
  expect(Math.abs(call.arrivedAt.getTime() - caller.placedAt)).toBeLessThan(1_500);
}

import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { PhoneCall } from "../calls/support/sip-phone.ts";
import { callerNumberOf, type ChaosAgent } from "./support/chaos-agent.ts";
import { NUMBER } from "./support/hospital-files.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords, type KeptCall } from "./support/kept-records.ts";
import { Random } from "./support/random.ts";
import { until } from "./support/until.ts";

const KILLS = 20;
const CALLERS = 20;
/** Twenty starts of the server among other tests on a busy machine. */
const DEADLINE_MS = 600_000;
/** Every so many callers one does not wait for ever. */
const GIVES_UP_EVERY = 7;
/** Clock of the phones against the server's, and the time a message takes on a busy machine. */
const TIME_TOLERANCE_MS = 1_500;

interface Talk {
  readonly agent: ChaosAgent;
  readonly call: PhoneCall;
  readonly number: string;
  readonly answeredAt: number;
  /** Set when one of the two hung up on purpose. */
  over: "agent-hung-up" | "customer-hung-up" | undefined;
}

describe.skipIf(noSwitch)("the server killed at random", { timeout: DEADLINE_MS }, () => {
  let hospital: Hospital;
  let records: KeptRecords;
  const timers: NodeJS.Timeout[] = [];

  afterEach(async () => {
    for (const timer of timers) clearTimeout(timer);
    await records?.close();
    await hospital?.close();
  });

  it("20 times under calls that ring, wait and talk: talks go on, callers are served in order, every record is complete, nothing is stuck, database and switch are adopted", async () => {
    const random = new Random();
    process.stdout.write(`CHAOS_SEED=${random.seed}\n`);
    hospital = await Hospital.open({ agents: 4 });
    records = new KeptRecords(hospital.server.home);
    const { server } = hospital;
    const talks: Talk[] = [];
    const later = (ms: number, act: () => void) => timers.push(setTimeout(act, ms));
    const gaveUp = new Set<string>();
    const isTalking = (number: string) => talks.some((talk) => talk.number === number);
    const callIn = async (): Promise<void> => {
      const caller = await hospital.call();
      if (hospital.callers.length % GIVES_UP_EVERY !== 0) return;
      later(random.between(3_000, 15_000), () => {
        if (isTalking(caller.number)) return;
        gaveUp.add(caller.number);
        caller.hangUp();
      });
    };

    for (const agent of hospital.agents) {
      agent.onRing = (call) => {
        later(random.between(200, 2_500), () => {
          if (call.state !== "ringing") return;
          if (random.next() < 0.1) {
            agent.phone.reject(call, 603);
            return;
          }
          void agent.phone.answer(call);
          const talk: Talk = { agent, call, number: callerNumberOf(call), answeredAt: Date.now(), over: undefined };
          talks.push(talk);
          later(random.between(6_000, 25_000), () => {
            talk.over = random.next() < 0.5 ? "agent-hung-up" : "customer-hung-up";
            if (talk.over === "agent-hung-up") agent.phone.hangUp(call);
            else hospital.callers.find(({ number }) => number === talk.number)?.hangUp();
          });
        });
      };
    }
    await hospital.everybodyOnline();
    const switchPid = server.switchPid;
    const databasePid = server.databasePid;
    for (let index = 0; index < 9; index += 1) await callIn();

    for (let kill = 1; kill <= KILLS; kill += 1) {
      await sleep(random.between(100, 2_500)); // the moment of the kill is what varies
      const before = talks.filter(({ call, over }) => call.state === "up" && over === undefined);
      const packets = before.map(({ call }) => call.media.packetsReceived);
      await server.kill();
      if (hospital.callers.length < CALLERS && random.next() < 0.4) await callIn();
      await sleep(random.between(0, 1_000));
      if (random.next() < 0.25) await killWhileItStarts(random.between(200, 2_000));
      await server.up();
      await hospital.reconnect();
      if (hospital.callers.length < CALLERS) await callIn();
      for (const [index, { call, over, number }] of before.entries()) {
        if (over) continue;
        expect(call.state, `kill ${kill}: the talk with ${number}`).toBe("up");
        expect(call.media.packetsReceived - (packets[index] ?? 0), `kill ${kill}: sound of ${number}`).toBeGreaterThan(
          25,
        );
      }
    }
    expect([server.switchPid, server.databasePid]).toEqual([switchPid, databasePid]);

    await until(() => hospital.callers.every(({ endedAt }) => endedAt !== undefined), "the end of every call", 90_000);
    const stayed = hospital.callers.filter(({ number }) => !gaveUp.has(number));
    expect(stayed.filter(({ number }) => !isTalking(number)).map(({ number }) => number)).toEqual([]);
    expect(hospital.carrier.calls, "calls to the duty number").toEqual([]);
    expect(hospital.agents.flatMap(({ doubled }) => doubled)).toEqual([]);
    await until(async () => (await hospital.channels()) === 0, "a switch without channels");

    const kept: KeptCall[] = [];
    for (const caller of hospital.callers) kept.push(await completeRecord(records, caller.number));
    for (const [index, { call, segments }] of kept.entries()) {
      const caller = hospital.callers[index];
      const talk = talks.find(({ number }) => number === call.fromNumber);
      expectSoon(call.arrivedAt, caller?.placedAt, `${call.fromNumber} arrived`);
      expectSoon(call.endedAt, caller?.endedAt, `${call.fromNumber} ended`);
      expect([call.trunk, call.group, call.toNumber]).toEqual(["carrier", "repair", NUMBER]);
      if (gaveUp.has(call.fromNumber)) {
        expect(["abandoned", "customer-hung-up"]).toContain(call.endReason);
        continue;
      }
      expect(segments.map(({ agent }) => agent)).toEqual([talk?.agent.name]);
      expect([call.fromNumber, call.endReason]).toEqual([call.fromNumber, talk?.over]);
      expectSoon(segments[0]?.bridgedAt ?? null, talk?.answeredAt, `${call.fromNumber} bridged`);
      expectSoon(segments[0]?.endedAt ?? null, caller?.endedAt, `${call.fromNumber} talk ended`);
    }
    const offered = kept.filter(({ offers }) => offers.length > 0);
    const inOrderOfOffer = offered.toSorted((a, b) => firstOffer(a) - firstOffer(b)).map(({ call }) => call.fromNumber);
    expect(inOrderOfOffer).toEqual(offered.map(({ call }) => call.fromNumber));
    await expectNothingStuck(hospital);
  });

  async function killWhileItStarts(afterMs: number): Promise<void> {
    const starting = hospital.server.up().catch(() => undefined);
    await sleep(afterMs); // somewhere in its start, or just after
    await hospital.server.kill();
    await starting;
  }
});

function firstOffer({ offers }: KeptCall): number {
  return offers[0]?.offeredAt.getTime() ?? Number.POSITIVE_INFINITY;
}

function expectSoon(at: Date | null, near: number | undefined, what: string): void {
  expect(
    Math.abs((at?.getTime() ?? 0) - (near ?? Number.NaN)),
    `${what} ${at?.toISOString()} against ${near === undefined ? "nothing" : new Date(near).toISOString()}`,
  ).toBeLessThan(TIME_TOLERANCE_MS);
}

async function expectNothingStuck(hospital: Hospital): Promise<void> {
  for (const agent of hospital.agents) {
    await agent.session.until((me) => me?.activity === "idle" && me.state === "online", "being free again");
  }
  const { body } = await hospital.server.api("GET", "/status");
  expect(body).toMatchObject({ calls: { live: 0, waiting: 0 }, agents: { talking: 0 } });
  const doctor = (await hospital.server.api("GET", "/doctor")).body as {
    checks: { name: string; ok: boolean; found: string }[];
  };
  expect(doctor.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(doctor.checks.map(({ name }) => name)).toContain("engine");
}

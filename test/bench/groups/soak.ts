import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../chaos/support/until.ts";
import { HotlineProcess } from "../../support/hotline-process.ts";
import { takePorts } from "../../support/ports.ts";
import { BENCH_NUMBER, writeBenchConfig } from "../acd/bench-config.ts";
import { Observer } from "../acd/observer.ts";
import { CannotRun } from "../cannot-run.ts";
import { percentile, printFigure } from "../figure.ts";
import type { BenchOptions } from "../options.ts";
import { complaints, patient, placeCallers, type CallerStory } from "../soak/callers.ts";
import { readKeptCalls } from "../soak/kept-calls.ts";
import { SwitchRecords } from "../soak/switch-records.ts";
import { Ward } from "../soak/ward.ts";
import { wrongIn } from "../soak/wrong-records.ts";

const RING_SECONDS = 5;
const QUIET_DEADLINE_MS = 60_000;
const ROLL_CALL_DEADLINE_MS = 60_000;
const SWEPT_WITHIN_MS = 80_000;
const SHOWN = 20;

/**
 * Callers and agents who do everything at random for as long as the calls last, then quiet. `stuck.calls`: what server or switch
 * still have. `stuck.agents`: who is not back to online and idle, or gets no call though everybody else has one. `wrong.records`:
 * calls whose records say otherwise than SIPp's log, the phones, and the switch's own records on disk.
 */
export async function benchSoak({ calls, rate: perSecond, agents }: BenchOptions): Promise<void> {
  for (const program of ["freeswitch", "sipp"]) {
    if (spawnSync("which", [program]).status !== 0) throw new CannotRun(`there is no ${program} on PATH`);
  }
  const folder = mkdtempSync(join(tmpdir(), "hotline-bench-soak-"));
  const enders: (() => unknown)[] = [];
  let clean = false;
  try {
    writeBenchConfig(join(folder, "config"), agents, { ringSeconds: RING_SECONDS });
    const server = await HotlineProcess.start({ config: join(folder, "config"), rtpPorts: 800 });
    enders.push(() => server.dispose());
    const seed = Number(process.env["HOTLINE_SOAK_SEED"] ?? Date.now() % 1_000_000);
    process.stderr.write(`  HOTLINE_SOAK_SEED=${seed}\n`);
    const ward = await Ward.open(server, { folder, agents, port: await takePorts(2), seed });
    enders.push(() => ward.close());
    const observer = await Observer.connect(server.switchPorts, server.eventSocketPassword);
    enders.push(() => observer.close());
    const records = new SwitchRecords(join(server.home, "call-records"), join(server.home, "kept-call-records"));
    enders.push(() => records.close());

    const target = `127.0.0.1:${server.trunkPort}`;
    const startedAt = Date.now();
    const callers = await placeCallers({ folder, target, number: BENCH_NUMBER, perSecond, calls });
    process.stderr.write(`  ${callers.size} calls in ${Math.round((Date.now() - startedAt) / 1_000)} s\n`);

    const stuckCalls = await untilQuiet(server, observer);
    const stuckAgents = new Set(ward.stuck());
    for (const silent of await rollCall(ward, { folder, target, agents })) stuckAgents.add(silent);
    await untilQuiet(server, observer);
    await until(async () => (await undrained(server)) === 0, "an empty spool", QUIET_DEADLINE_MS);
    const { wrong, evidence, lagMs } = await settledRecords({ server, ward, records, callers });
    for (const trouble of ward.troubles) wrong.push(`an agent in trouble: ${trouble}`);

    for (const line of [...stuckAgents, ...wrong].slice(0, SHOWN)) process.stderr.write(`  ${line}\n`);
    printFigure({ figure: "stuck.calls", value: stuckCalls, unit: "count" });
    printFigure({ figure: "stuck.agents", value: stuckAgents.size, unit: "count" });
    printFigure({ figure: "wrong.records", value: wrong.length, unit: "count" });
    printFigure({ figure: "calls", value: callers.size, unit: "count" });
    // On a machine that is too full the server hears late of everything, and no record can be on time.
    printFigure({ figure: "lag.p99", value: percentile(lagMs, 0.99), unit: "ms" });
    clean = stuckCalls === 0 && stuckAgents.size === 0 && wrong.length === 0;
    if (!clean) {
      writeFileSync(
        join(folder, "wrong.json"),
        JSON.stringify({ stuckAgents: [...stuckAgents], evidence }, undefined, 1),
      );
      process.stderr.write(`  all of it: ${folder}/wrong.json; SIPp complained: ${complaints(folder)}\n`);
    }
  } finally {
    for (const ender of enders.reverse()) await ender();
    if (clean) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Calls of the server and legs of the switch that are still there after a time in which everything should have ended. */
async function untilQuiet(server: HotlineProcess, observer: Observer): Promise<number> {
  const deadline = Date.now() + QUIET_DEADLINE_MS;
  for (;;) {
    const { body } = await server.api("GET", "/status");
    const left = (body as { calls: { live: number } }).calls.live + (await observer.channels());
    if (left === 0 || Date.now() > deadline) return left;
    await sleep(500);
  }
}

async function undrained(server: HotlineProcess): Promise<number> {
  const { body } = await server.api("GET", "/status");
  return (body as { database: { spooledEntries: number } }).database.spooledEntries;
}

/** As many callers as agents, who all stay: every agent's phone must ring. @returns those whose did not, in words */
async function rollCall(ward: Ward, of: { folder: string; target: string; agents: number }): Promise<string[]> {
  const before = ward.rack.stories.length;
  ward.allDo({
    name: "answers and stays",
    share: 1,
    act: async ({ rack, phone }) => {
      rack.answer(phone);
      await until(() => answered(ward, before).size === of.agents, "everybody's answer", ROLL_CALL_DEADLINE_MS).catch(
        () => undefined,
      );
      rack.hangUp(phone);
    },
  });
  const folder = join(of.folder, "roll-call");
  mkdirSync(folder);
  await placeCallers({
    folder,
    target: of.target,
    number: BENCH_NUMBER,
    perSecond: 20,
    calls: of.agents,
    kinds: [patient],
  });
  const there = answered(ward, before);
  if (there.size < of.agents) {
    process.stderr.write(`  roll call: ${ward.rack.stories.length - before} INVITEs, ${there.size} answered\n`);
  }
  return [...ward.sessions].flatMap(([extension, { user, me }]) =>
    there.has(extension) ? [] : [`${user}: its phone did not ring while others did; ${JSON.stringify(me)}`],
  );
}

function answered(ward: Ward, since: number): Set<string> {
  const stories = ward.rack.stories.slice(since).filter(({ answeredAt }) => answeredAt !== undefined);
  return new Set(stories.map(({ extension }) => extension));
}

interface Witnesses {
  readonly server: HotlineProcess;
  readonly ward: Ward;
  readonly records: SwitchRecords;
  readonly callers: ReadonlyMap<string, CallerStory>;
}

interface Found {
  readonly wrong: string[];
  readonly evidence: unknown[];
  /** From the end of each caller's leg on the switch to the end of its call here. */
  readonly lagMs: number[];
}

/** A recording whose closing came before its segment was written is found by a sweep, once a minute. */
async function settledRecords(of: Witnesses): Promise<Found> {
  const deadline = Date.now() + SWEPT_WITHIN_MS;
  for (;;) {
    const found = await wrongRecords(of);
    if (found.wrong.length === 0 || Date.now() > deadline) return found;
    await sleep(5_000);
  }
}

async function wrongRecords(of: Witnesses): Promise<Found> {
  const legs = of.records.read();
  const legsByCall = Map.groupBy(
    legs.filter(({ role }) => role !== "customer"),
    ({ callId }) => callId ?? "",
  );
  // The leg of a caller whom the emergency path took up knows no call.
  const legsByCaller = Map.groupBy(
    legs.filter(({ role }) => role === "customer"),
    ({ from }) => from.number,
  );
  const visits = Map.groupBy(of.ward.visits, ({ phone }) => phone.callId);
  const kept = Map.groupBy(await readKeptCalls(of.server.home), ({ call }) => call.fromNumber);
  const wrong: string[] = [];
  const evidence: unknown[] = [];
  const lagMs: number[] = [];
  for (const [number, caller] of of.callers) {
    const rows = kept.get(number) ?? [];
    const callId = rows[0]?.call.callId ?? "";
    const truth = {
      caller,
      legs: [...(legsByCaller.get(number) ?? []), ...(legsByCall.get(callId) ?? [])],
      visits: visits.get(callId) ?? [],
    };
    const [leg] = truth.legs;
    const endedAt = rows[0]?.call.endedAt?.getTime();
    if (leg?.role === "customer" && endedAt !== undefined) lagMs.push(endedAt - leg.endedAt);
    const found = [...(caller.whole ? [] : ["SIPp's call did not end as a call ends"]), ...wrongIn(truth, rows)];
    if (found.length === 0) continue;
    wrong.push(`${number} ${callId}: ${found.join("; ")}`);
    evidence.push({ found, truth, rows });
  }
  return { wrong, evidence, lagMs };
}

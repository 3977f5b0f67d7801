import { setTimeout as sleep } from "node:timers/promises";
import type { CallTimes } from "../acd/observer.ts";
import { placeCalls } from "../acd/sipp.ts";
import { setUp, type Bench, type System } from "../acd/systems.ts";
import { median, percentile, printFigure } from "../figure.ts";

const AGENTS = 120;
const RATES = [5, 20, 50] as const;
const ROUNDS = 5;
const SECONDS_A_ROUND = 6;
const QUIET_DEADLINE_MS = 30_000;

interface Round {
  readonly times: readonly CallTimes[];
  readonly cpuMsPerCall: number | undefined;
}

/**
 * From the caller's INVITE to the agent's leg ("ring") and to both joined ("bridged"), calls of one second at a steady rate,
 * everything recorded; Hotline, mod_callcenter and a plain bridge take turns in every round.
 */
export async function benchAcd(): Promise<void> {
  const bench = await setUp(AGENTS);
  try {
    for (const rate of RATES) {
      const rounds = new Map<System["name"], Round[]>(bench.systems.map(({ name }) => [name, []]));
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const system of bench.systems) {
          rounds.get(system.name)?.push(await oneRound(bench, system, rate));
          process.stderr.write(`  ${rate}/s round ${round + 1} ${system.name}\n`);
        }
      }
      printRate(rate, rounds);
    }
    printFigure({ figure: "stuck.calls", value: await bench.stuckCalls(), unit: "count" });
  } finally {
    await bench.end();
  }
}

async function oneRound({ folder }: Bench, system: System, perSecond: number): Promise<Round> {
  const calls = perSecond * SECONDS_A_ROUND;
  system.observer.begin();
  const cpuBefore = system.cpuMs();
  const { exitCode, output } = await placeCalls({
    folder,
    target: system.target,
    number: system.number,
    perSecond,
    calls,
  });
  if (exitCode !== 0) throw new Error(`${system.name} at ${perSecond}/s: calls failed\n${output.slice(-3_000)}`);
  const cpuAfter = system.cpuMs();
  await quiet(system);
  const times = system.observer.times();
  if (times.length < calls) throw new Error(`${system.name}: ${calls} calls, but ${times.length} reached an agent`);
  return {
    times,
    cpuMsPerCall: cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / calls,
  };
}

/** Until the switch has let go of every leg, so that one round does not weigh on the next. */
async function quiet({ name, observer }: System): Promise<void> {
  const deadline = Date.now() + QUIET_DEADLINE_MS;
  while ((await observer.channels()) > 0) {
    if (Date.now() > deadline) throw new Error(`${name} still has ${await observer.channels()} legs`);
    await sleep(100);
  }
}

function printRate(rate: number, rounds: ReadonlyMap<System["name"], readonly Round[]>): void {
  const of = (name: System["name"], key: keyof CallTimes, share: number) =>
    median(
      (rounds.get(name) ?? []).map(({ times }) =>
        percentile(
          times.map((call) => call[key]),
          share,
        ),
      ),
    );
  for (const [word, key] of [
    ["ring", "ringMs"],
    ["bridged", "bridgedMs"],
  ] as const) {
    for (const [percent, share] of [
      ["p50", 0.5],
      ["p99", 0.99],
    ] as const) {
      printFigure({
        figure: `${word}.${percent}@${rate}`,
        value: of("hotline", key, share),
        unit: "ms",
        peer: "mod_callcenter",
        peerValue: of("mod_callcenter", key, share),
        floorValue: of("floor", key, share),
      });
    }
  }
  const cpu = (rounds.get("hotline") ?? []).flatMap(({ cpuMsPerCall }) => cpuMsPerCall ?? []);
  printFigure({ figure: `cpu_per_call.ms@${rate}`, value: median(cpu), unit: "ms" });
}

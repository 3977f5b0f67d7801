import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AgentSession } from "../../support/agent-session.ts";
import { takePorts } from "../../support/ports.ts";
import { HotlineProcess } from "../../support/hotline-process.ts";
import { CannotRun } from "../cannot-run.ts";
import { BENCH_NUMBER, benchAgents, writeBenchConfig } from "./bench-config.ts";
import { Observer } from "./observer.ts";
import { PEER_NUMBER, writePeerConfig } from "./peer-config.ts";
import { registerPhones, startAnsweringPhones } from "./sipp.ts";

const CLOCK_TICKS_PER_SECOND = 100;
const READY_DEADLINE_MS = 60_000;

/** Something that answers calls with an agent, to be measured beside others. */
export interface System {
  readonly name: "hotline" | "mod_callcenter" | "floor";
  readonly target: string;
  readonly number: string;
  readonly observer: Observer;
  /** CPU time of the deciding process so far; undefined where the switch itself decides. */
  cpuMs(): number | undefined;
}

export interface Bench {
  readonly folder: string;
  readonly systems: readonly System[];
  /** Calls the server still believes in and legs the switch still has. */
  stuckCalls(): Promise<number>;
  end(): Promise<void>;
}

/** Hotline and a peer FreeSWITCH side by side, the same phones behind both. @throws CannotRun */
export async function setUp(agents: number): Promise<Bench> {
  for (const program of ["freeswitch", "sipp"]) {
    if (spawnSync("which", [program]).status !== 0) throw new CannotRun(`there is no ${program} on PATH`);
  }
  const folder = mkdtempSync(join(tmpdir(), "hotline-bench-acd-"));
  const enders: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })];
  const end = async () => {
    for (const ender of enders.splice(0).reverse()) await ender();
  };
  try {
    const phonesPort = await takePorts(1);
    const phones = startAnsweringPhones(folder, phonesPort);
    enders.push(() => phones.kill());

    writeBenchConfig(join(folder, "config"), agents);
    const hotline = await HotlineProcess.start({ config: join(folder, "config") });
    enders.push(() => hotline.dispose());
    await signEverybodyIn(hotline, folder, phonesPort, agents, enders);
    const ours = await Observer.connect(hotline.switchPorts, hotline.eventSocketPassword);
    enders.push(() => ours.close());

    const peer = await startPeer(folder, phonesPort, agents, enders);
    return {
      folder,
      end,
      systems: [
        {
          name: "hotline",
          target: `127.0.0.1:${hotline.trunkPort}`,
          number: BENCH_NUMBER,
          observer: ours,
          cpuMs: () => cpuMsOf(hotline.pid),
        },
        { name: "mod_callcenter", ...peer, number: PEER_NUMBER.queue, cpuMs: () => undefined },
        { name: "floor", ...peer, number: PEER_NUMBER.floor, cpuMs: () => undefined },
      ],
      async stuckCalls() {
        const { body } = await hotline.api("GET", "/status");
        return (body as { calls: { live: number } }).calls.live + (await ours.channels());
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function signEverybodyIn(
  hotline: HotlineProcess,
  folder: string,
  phonesPort: number,
  agents: number,
  enders: (() => unknown)[],
): Promise<void> {
  const phones: { extension: string; password: string }[] = [];
  const sessions: AgentSession[] = [];
  for (const user of benchAgents(agents)) {
    const session = await AgentSession.begin(hotline.url, user, hotline.oneTimePasswords.get(user) ?? "");
    enders.push(() => session.close());
    sessions.push(session);
    const { authUser, password } = await session.phoneCredentials();
    phones.push({ extension: authUser, password });
  }
  const registrar = `127.0.0.1:${hotline.agentsSipPort}`;
  const { exitCode, output } = await registerPhones({ folder, registrar, contactPort: phonesPort, phones });
  if (exitCode !== 0) throw new Error(`the phones did not register: ${output.slice(-2_000)}`);
  for (const session of sessions) {
    await session.choose("online");
    await session.until((me) => me?.state === "online" && me.phones.length > 0, "an online agent with a phone");
  }
}

async function startPeer(folder: string, phonesPort: number, agents: number, enders: (() => unknown)[]) {
  const first = await takePorts(2);
  const home = join(folder, "peer");
  const password = `peer-${process.pid}-${Math.random().toString(36).slice(2)}`;
  writePeerConfig({
    folder: home,
    password,
    agents,
    agentAddress: `127.0.0.1:${phonesPort}`,
    ports: { eventSocket: first, sip: first + 1, firstRtp: 58_000, lastRtp: 59_999 },
  });
  const folders = ["conf", "log", "run", "db", "temp", "storage", "recordings"].flatMap((name) => [
    `-${name}`,
    join(home, name),
  ]);
  const child: ChildProcess = spawn("freeswitch", ["-nf", "-nc", "-nonat", "-np", ...folders], { stdio: "ignore" });
  enders.push(async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  });
  const deadline = Date.now() + READY_DEADLINE_MS;
  for (;;) {
    try {
      const observer = await Observer.connect(first, password);
      enders.push(() => observer.close());
      return { observer, target: `127.0.0.1:${first + 1}` };
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/** User and system time of a process, from the kernel's count. */
function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND) * 1_000;
}

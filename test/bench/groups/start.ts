import { spawn, type ChildProcess } from "node:child_process";
import { readdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { printFigure } from "../figure.ts";
import { takePorts } from "../../support/ports.ts";

const IDLE_MS = 60_000;
const READY_DEADLINE_MS = 120_000;
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** `ready.ms`: from the command to its ready line on an empty home; `idle.rss_mb`: summed PSS of server and database. */
export async function benchStart(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "hotline-bench-start-"));
  const port = await takePorts(1);
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, "cli/bin/hotline.ts"), "up", "--port", String(port)], {
    cwd: root,
    env: { ...process.env, HOTLINE_HOME: home, HOTLINE_FREESWITCH: "simulated" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await readyLine(child);
    printFigure({ figure: "ready.ms", value: performance.now() - started, unit: "ms" });
    await sleep(IDLE_MS);
    const pids = [child.pid as number, ...(await postgresOf(home))];
    const pssKb = await Promise.all(pids.map(pssOf));
    printFigure({ figure: "idle.rss_mb", value: pssKb.reduce((sum, kb) => sum + kb, 0) / 1_024, unit: "mb" });
  } finally {
    child.kill("SIGINT");
    await new Promise((resolve) => child.once("close", resolve));
    await rm(home, { recursive: true });
  }
}

async function readyLine(child: ChildProcess): Promise<void> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  await Promise.race([
    (async () => {
      for await (const line of lines) if (line.startsWith("hotline ready ")) return;
      throw new Error("the server ended before it was ready");
    })(),
    sleep(READY_DEADLINE_MS).then(() => {
      throw new Error(`not ready after ${READY_DEADLINE_MS} ms`);
    }),
  ]);
}

/** The postmaster that keeps its data in this home, and every process it forked. */
async function postgresOf(home: string): Promise<number[]> {
  const pid = Number((await readFile(join(home, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);
  const children: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid) children.push(Number(name));
  }
  return [pid, ...children];
}

async function pssOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
}

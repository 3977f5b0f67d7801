import { fork, type ChildProcess } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { takePorts } from "./ports.ts";

const modulePath = fileURLToPath(new URL("ports.ts", import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** What the next one who wants the block would try. */
async function canHold(block: number): Promise<boolean> {
  const server = createServer().listen(block * 1_000, "127.0.0.1");
  const [held] = await Promise.race([
    once(server, "listening").then(() => [true]),
    new Promise<[false]>((resolve) => server.once("error", () => resolve([false]))),
  ]);
  server.close();
  return held === true;
}

test("ports asked for at once, by several, in one process: no port is given twice", async () => {
  const firsts = await Promise.all(Array.from({ length: 8 }, () => takePorts(150)));
  const ports = firsts.flatMap((first) => Array.from({ length: 150 }, (_, index) => first + index));
  expect(new Set(ports).size).toBe(ports.length);
});

test("a port something else listens on over UDP only is not given", async () => {
  const first = await takePorts(2);
  const socket = createSocket("udp4").bind(first + 2, "127.0.0.1");
  await once(socket, "listening");
  const next = await takePorts(2);
  expect(next).toBeGreaterThan(first + 2);
  socket.close();
});

test("several processes that start at the same moment are given blocks of their own, and a killed one's is free again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-ports-"));
  const program = join(folder, "take.mts");
  writeFileSync(
    program,
    `const { takePorts } = await import(${JSON.stringify(modulePath)});\nprocess.send(await takePorts(10));\nsetInterval(() => {}, 1_000);\n`,
  );
  const take = async () => {
    const child = fork(program, { stdio: "ignore" });
    children.push(child);
    const [first] = (await once(child, "message")) as [number];
    return { child, block: Math.floor(first / 1_000) };
  };
  try {
    const taken = await Promise.all([take(), take(), take(), take()]);
    expect(new Set(taken.map(({ block }) => block)).size).toBe(4);
    const [first] = taken;
    if (first === undefined) throw new Error("none was taken");
    expect(await canHold(first.block)).toBe(false);
    const ended = once(first.child, "exit");
    first.child.kill("SIGKILL");
    await ended;
    expect(await canHold(first.block)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

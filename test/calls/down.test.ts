import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Observer } from "../bench/acd/observer.ts";
import { HotlineProcess } from "../support/hotline-process.ts";

const program = fileURLToPath(new URL("../../cli/bin/hotline.ts", import.meta.url));
const within = { timeout: 30_000, interval: 100 };

let server: HotlineProcess | undefined;
let caller: ChildProcess | undefined;
afterEach(async () => {
  caller?.kill("SIGKILL");
  await server?.dispose();
});

describe("hotline down", () => {
  it("D1: it leaves a running server and a switch with calls alone, and stops the switch when there are none or by force", async () => {
    server = await HotlineProcess.start();
    const { switchPid } = server;
    expect(await down(server)).toMatchObject({ exitCode: 1, stdout: { error: { code: "down.server-running" } } });
    await server.stop();

    caller = callFor60Seconds(server);
    const observer = await Observer.connect(server.switchPorts, server.eventSocketPassword);
    await vi.waitFor(async () => expect(await observer.channels()).toBe(1), within);
    expect(await down(server)).toMatchObject({ exitCode: 1, stdout: { error: { code: "down.in-calls" } } });
    expect(existsSync(`/proc/${switchPid}`)).toBe(true);
    observer.close();

    expect(await down(server, "--force")).toMatchObject({ exitCode: 0, stdout: { switch: "stopped" } });
    expect(existsSync(`/proc/${switchPid}`)).toBe(false);
    expect(await down(server)).toMatchObject({
      exitCode: 0,
      stdout: { switch: "not-running", database: "not-running" },
    });
  });

  it("D1: after a kill of the server it stops the database that was left running too", async () => {
    server = await HotlineProcess.start();
    await server.kill();
    expect(await down(server)).toMatchObject({ exitCode: 0, stdout: { switch: "stopped", database: "stopped" } });
  });
});

/** The server is away, so the switch's own emergency path has the caller: one leg, until somebody ends it. */
function callFor60Seconds({ trunkPort }: HotlineProcess): ChildProcess {
  const args = ["-sn", "uac", "-s", "8000", "-m", "1", "-d", "60000", "-i", "127.0.0.1", "-nostdin"];
  return spawn("sipp", [...args, `127.0.0.1:${trunkPort}`], { stdio: "ignore", cwd: "/tmp" });
}

async function down(
  { home, switchPorts }: HotlineProcess,
  ...flags: string[]
): Promise<{ exitCode: number; stdout: unknown }> {
  const child = spawn(process.execPath, [program, "down", "--json", ...flags], {
    env: { ...process.env, HOTLINE_HOME: home, HOTLINE_SWITCH_PORTS: String(switchPorts) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  const exitCode = await new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  return { exitCode, stdout: JSON.parse(text) as unknown };
}

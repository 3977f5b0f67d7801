import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { firstOnPath, ROOT } from "../run/program.ts";

const missing = ["freeswitch", "sipp"].find((name) => firstOnPath(name) === undefined);

describe.skipIf(missing !== undefined && `no ${missing} on PATH`)("a short soak", () => {
  it("100 calls with everything agents and callers do to them leave nothing behind, and records that say what happened", async () => {
    const args = ["test/bench/main.ts", "soak", "--calls", "100", "--rate", "6", "--agents", "30"];
    const child = spawn(process.execPath, args, { cwd: join(ROOT), stdio: ["ignore", "pipe", "pipe"] });
    const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    const figures = Object.fromEntries(
      printed
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { figure: string; value: number })
        .map(({ figure, value }) => [figure, value]),
    );
    expect(figures, said).toMatchObject({ "stuck.calls": 0, "stuck.agents": 0, "wrong.records": 0, calls: 100 });
    expect(child.exitCode).toBe(0);
  });
});

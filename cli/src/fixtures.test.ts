import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerOnSocket } from "./testing/answering-socket.ts";
import type { Answer } from "./testing/answering-socket.ts";
import { ROOT, runCli } from "./testing/run-cli.ts";

/**
 * One folder per case: case.json says the words of the command and what the server answers, the other files what must
 * come out. `UPDATE_FIXTURES=1` writes them anew; read the difference before committing it.
 */
interface Case {
  readonly about: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly exitCode: number;
}

const folder = join(ROOT, "cli/fixtures");

// Each case is a process of its own, and a busy machine takes its time for so many.
describe.concurrent("the command line", { timeout: 180_000 }, () => {
  for (const name of readdirSync(folder)) {
    const at = (file: string): string => join(folder, name, file);
    const found = JSON.parse(readFileSync(at("case.json"), "utf8")) as Case;
    test(`${name}: ${found.about}`, async () => {
      const socket = await answerOnSocket(found.answers ?? {});
      try {
        const run = await runCli(found.args, { HOTLINE_HOME: socket.home, ...found.env });
        const stdout = run.stdout.replaceAll(socket.home, "HOME");
        const stderr = run.stderr.replaceAll(socket.home, "HOME");
        if (process.env["UPDATE_FIXTURES"]) {
          writeFileSync(at("stdout.txt"), stdout);
          if (stderr !== "" || existsSync(at("stderr.txt"))) writeFileSync(at("stderr.txt"), stderr);
        }
        expect(stderr).toBe(existsSync(at("stderr.txt")) ? readFileSync(at("stderr.txt"), "utf8") : "");
        expect(stdout).toBe(readFileSync(at("stdout.txt"), "utf8"));
        expect(run.exitCode).toBe(found.exitCode);
      } finally {
        await socket.close();
      }
    });
  }
});

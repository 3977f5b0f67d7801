import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../run/program.ts";

function bench(...args: string[]) {
  const program = join(ROOT, "test/bench/main.ts");
  return spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    env: { ...process.env, PATH: "/nowhere" },
  });
}

test.each(["soak", "acd"])("bench %s says that there is no switch, prints no figure and ends with 3", (group) => {
  const { status, stdout, stderr } = bench(group);
  expect([status, stdout]).toEqual([3, ""]);
  expect(stderr).toContain(`bench ${group} cannot run here: there is no freeswitch on PATH`);
});

test("an unknown group is named beside those there are, and ends with 2", () => {
  const { status, stderr } = bench("soap");
  expect(status).toBe(2);
  expect(stderr).toMatch(/unknown bench group soap; there are: .*soak/);
});

test.each([
  ["--calls", "none"],
  ["--calls", "0"],
  ["--rate", "-1"],
  ["--colour", "red"],
])("%s %s is refused, and ends with 2", (option, value) => {
  const { status, stdout, stderr } = bench("soak", `${option}=${value}`);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(option);
});

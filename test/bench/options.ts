import { parseArgs } from "node:util";

export interface BenchOptions {
  readonly groups: readonly string[];
  readonly calls: number;
  /** Calls a second. */
  readonly rate: number;
  readonly agents: number;
}

const defaults = { calls: 10_000, rate: 20, agents: 100 } as const;

/** @throws with a sentence for whoever typed it */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { calls: { type: "string" }, rate: { type: "string" }, agents: { type: "string" } },
    allowPositionals: true,
  });
  const number = (name: keyof typeof defaults): number => {
    const given = values[name];
    const value = given === undefined ? defaults[name] : Number(given);
    if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} is a number above 0, not ${given ?? ""}`);
    return value;
  };
  return { groups: positionals, calls: number("calls"), rate: number("rate"), agents: number("agents") };
}

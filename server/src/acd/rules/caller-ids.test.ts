import { describe, expect, test } from "vitest";
import type { CallerIdGroupConfig } from "../config.ts";
import { Acd } from "../acd.ts";
import { deployment } from "../testing/deployment.ts";
import { EngineState } from "../state/engine-state.ts";
import { newGroup } from "./groups.ts";
import { callerIdFor, shownBy } from "./caller-ids.ts";
import { waysTo } from "./trunks.ts";

const group = (given: Partial<CallerIdGroupConfig>): CallerIdGroupConfig => ({
  name: "ids",
  rule: "fixed",
  numbers: ["8000", "8001", "8002"],
  prefixes: [],
  ...given,
});
const first = { turn: 0, chance: 0 };

describe("S3: the number a call shows", () => {
  test("fixed: always the first", () => {
    expect(callerIdFor(group({}), "138", { turn: 5, chance: 7 })).toBe("8000");
  });

  test("by prefix: the longest beginning wins, and the first number where none fits", () => {
    const prefixes = [
      { prefix: "1", number: "8001" },
      { prefix: "138", number: "8002" },
    ];
    const ids = group({ rule: "by-prefix", prefixes });
    expect(callerIdFor(ids, "13800138000", first)).toBe("8002");
    expect(callerIdFor(ids, "13900138000", first)).toBe("8001");
    expect(callerIdFor(ids, "62008000", first)).toBe("8000");
  });

  test("rotate: each in its turn, then from the beginning", () => {
    const shown = [0, 1, 2, 3].map((turn) => callerIdFor(group({ rule: "rotate" }), "1", { turn, chance: 0 }));
    expect(shown).toEqual(["8000", "8001", "8002", "8000"]);
  });

  test("random: follows the chance it is given", () => {
    const shown = [0, 4, 8].map((chance) => callerIdFor(group({ rule: "random" }), "1", { turn: 0, chance }));
    expect(shown).toEqual(["8000", "8001", "8002"]);
  });

  test("a trunk that may not show it shows its own", () => {
    const trunk = { name: "t", priority: 1, channels: 1, callerIds: ["62008000", "8001"] };
    expect(shownBy(trunk, "8001")).toBe("8001");
    expect(shownBy(trunk, "8002")).toBe("62008000");
    expect(shownBy(trunk, undefined)).toBe("62008000");
  });
});

describe("S3: the ways to a number for a group's call", () => {
  function state(rule: CallerIdGroupConfig["rule"], busy: Readonly<Record<string, number>> = {}): EngineState {
    const s = new EngineState();
    s.idSource = { seed: "test", counter: 0, order: 0 };
    s.config = deployment({
      groups: { repair: { callerIds: "ids" }, plain: {} },
      callerIdGroups: { ids: { rule, numbers: ["8001", "8002"] } },
      trunks: {
        own: { priority: 1, channels: 2, callerIds: ["62008000"] },
        shows: { priority: 2, channels: 2, callerIds: ["8000", "8001", "8002"] },
      },
    });
    for (const config of Object.values(s.config.groups)) s.groups.set(config.name, newGroup(config));
    for (const [trunk, calls] of Object.entries(busy))
      for (let i = 0; i < calls; i += 1) s.indexes.countTrunkCall(trunk, 1);
    return s;
  }
  const said = (s: EngineState, name = "repair") =>
    waysTo(s, name, "13800138000").map(({ trunk, callerId }) => `${trunk} ${callerId}`);

  test("a trunk that may show the group's number comes before one of better priority that may not", () => {
    expect(said(state("fixed"))).toEqual(["shows 8001", "own 62008000"]);
  });

  test("a group without caller IDs shows each trunk's own number, by priority", () => {
    expect(said(state("fixed"), "plain")).toEqual(["own 62008000", "shows 8000"]);
  });

  test("a trunk without a free channel is no way; with none free there is none", () => {
    expect(said(state("fixed", { shows: 2 }))).toEqual(["own 62008000"]);
    expect(said(state("fixed", { shows: 2, own: 2 }))).toEqual([]);
  });

  test("rotating goes on from call to call and through a snapshot", () => {
    const s = state("rotate");
    expect([said(s)[0], said(s)[0], said(s)[0]]).toEqual(["shows 8001", "shows 8002", "shows 8001"]);
    const engine = new Acd();
    const before = engine.snapshot();
    expect(new Acd({ ...before, callerIdTurns: [["ids", 3]] }).snapshot().callerIdTurns).toEqual([["ids", 3]]);
  });

  test("random shows every number before long", () => {
    const s = state("random");
    expect(new Set(Array.from({ length: 40 }, () => said(s)[0]))).toEqual(new Set(["shows 8001", "shows 8002"]));
  });
});

import { threeLevels, type Shape } from "./deployment.ts";

/** What a walk's hospital may be changed into; it begins as the first. */
export const shapes: readonly [Shape, ...Shape[]] = [
  {
    agents: {
      anna: { repair: 1, supply: 2 },
      bert: { repair: 1 },
      cora: { repair: 2, supply: 1 },
      dirk: { supply: 1 },
    },
    groups: { repair: {}, supply: { wrapUpMs: 0, record: false, ringMs: 8_000 } },
    numbers: { "100": "repair", "200": "supply" },
    survey: threeLevels,
  },
  {
    agents: { anna: { repair: 2, supply: 1 }, bert: { repair: 1 }, dirk: { supply: 1 } },
    groups: { repair: { ringMs: 5_000 }, supply: { direction: "outbound" as const } },
    numbers: { "100": "repair", "200": "repair" },
    trunks: { first: { priority: 1 }, second: { priority: 2, channels: 2 } },
    workAfterManualCalls: false,
  },
  {
    agents: { anna: { repair: 1 }, bert: { repair: 1 }, cora: { repair: 1 } },
    groups: { repair: { wrapUpMs: 30_000 } },
    numbers: { "100": "repair" },
    survey: { ...threeLevels, labels: ["yes", "no"] },
  },
];

import { expect, test } from "vitest";
import { arrange } from "./arrange.ts";

const agent = (label: string, state: Parameters<typeof arrange>[0][number]["state"], signedIn = true) => ({
  agent: label,
  label,
  state,
  signedIn,
});

test("rows are grouped by state in the order a leader looks, then by name; who is not signed in comes last", () => {
  const rows = [
    agent("d", "offline"),
    agent("e", "offline", false),
    agent("c", "online"),
    agent("b", "online"),
    agent("a", "talking"),
  ];
  expect(arrange(rows, [], false)).toEqual(["a", "b", "c", "d", "e"]);
});

test("while the table is pointed at no row moves, whatever its state becomes; new ones come last, gone ones leave", () => {
  const before = ["a", "b", "c"];
  const rows = [agent("a", "offline"), agent("c", "talking"), agent("n", "ringing")];
  expect(arrange(rows, before, true)).toEqual(["a", "c", "n"]);
  expect(arrange(rows, before, false)).toEqual(["n", "c", "a"]);
});

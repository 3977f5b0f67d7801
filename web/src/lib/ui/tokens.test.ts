import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrastRatio } from "./contrast.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** Custom properties of the block that belongs to a theme. */
function tokensOf(theme: "light" | "dark"): Record<string, string> {
  const block = new RegExp(String.raw`\[data-theme="${theme}"\]\s*\{([^}]*)\}`).exec(css)?.[1];
  if (block === undefined) throw new Error(`no block for ${theme}`);
  return Object.fromEntries([...block.matchAll(/--([a-z-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
}

const states = [
  "online",
  "break",
  "outbound",
  "offline",
  "ringing",
  "talking",
  "held",
  "consulting",
  "conferencing",
  "acw",
  "listening",
];
const grounds = ["canvas", "surface", "surface-raised", "surface-sunken", "surface-hover"];

/** Every pair in which one carries text on the other. */
const textPairs: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ["text", ground],
    ["text-muted", ground],
    ["brand", ground],
    ["danger", ground],
    ["warning", ground],
  ]),
  ...states.flatMap((state): [string, string][] => [
    [`state-${state}`, `state-${state}-tint`],
    [`state-${state}`, "surface"],
    ["text", `state-${state}-tint`],
    ["text-muted", `state-${state}-tint`],
  ]),
  ["on-brand", "brand"],
  ["on-brand", "brand-hover"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["on-answer", "answer"],
  ["on-answer", "answer-hover"],
  ["brand", "brand-tint"],
  ["text", "brand-tint"],
  ["danger", "danger-tint"],
  ["text", "danger-tint"],
  ["text-muted", "danger-tint"],
  ["warning", "warning-tint"],
  ["text", "warning-tint"],
];

describe.each(["light", "dark"] as const)("tokens of the %s theme", (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string): string => {
    const value = tokens[name];
    if (value === undefined) throw new Error(`token --${name} is missing`);
    return value;
  };

  test.each(textPairs)("text in --%s on --%s has a contrast of at least 4.5 (WCAG AA)", (foreground, background) => {
    expect(contrastRatio(colour(foreground), colour(background))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(grounds)("the focus ring and the edge of controls on --%s have a contrast of at least 3", (ground) => {
    expect(contrastRatio(colour("focus"), colour(ground))).toBeGreaterThanOrEqual(3);
    expect(contrastRatio(colour("line-strong"), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

test("both themes define the same tokens", () => {
  expect(Object.keys(tokensOf("dark"))).toEqual(Object.keys(tokensOf("light")));
});

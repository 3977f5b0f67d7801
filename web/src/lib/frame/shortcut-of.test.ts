import { expect, test } from "vitest";
import { shortcutOf } from "./shortcut-of.ts";

const page = { inField: false, onControl: false, inOverlay: false, phase: "none" } as const;
const press = (key: string, over: Partial<KeyboardEvent> = {}): Parameters<typeof shortcutOf>[0] => ({
  key,
  code: "",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...over,
});

test("Enter answers while a call rings and nothing else has the focus", () => {
  expect(shortcutOf(press("Enter"), { ...page, phase: "ringing" })).toBe("answer");
  expect(shortcutOf(press("Enter"), page)).toBeUndefined();
});

test("Enter in a field or on another button is not an answer", () => {
  expect(shortcutOf(press("Enter"), { ...page, phase: "ringing", inField: true })).toBeUndefined();
  expect(shortcutOf(press("Enter"), { ...page, phase: "ringing", onControl: true })).toBeUndefined();
});

test("M mutes in a talk only, and is a letter in a field", () => {
  expect(shortcutOf(press("m"), { ...page, phase: "talking" })).toBe("mute");
  expect(shortcutOf(press("M"), { ...page, phase: "talking" })).toBe("mute");
  expect(shortcutOf(press("m"), page)).toBeUndefined();
  expect(shortcutOf(press("m"), { ...page, phase: "talking", inField: true })).toBeUndefined();
  expect(shortcutOf(press("m", { ctrlKey: true }), { ...page, phase: "talking" })).toBeUndefined();
});

test("H holds and retrieves in a talk only, and is a letter in a field (A6)", () => {
  expect(shortcutOf(press("h"), { ...page, phase: "talking" })).toBe("hold");
  expect(shortcutOf(press("H"), { ...page, phase: "talking" })).toBe("hold");
  expect(shortcutOf(press("h"), { ...page, phase: "restarting" })).toBeUndefined();
  expect(shortcutOf(press("h"), { ...page, phase: "talking", inField: true })).toBeUndefined();
});

test("K opens the keypad in a talk only, and is a letter in a field", () => {
  expect(shortcutOf(press("k"), { ...page, phase: "talking" })).toBe("keypad");
  expect(shortcutOf(press("k"), page)).toBeUndefined();
  expect(shortcutOf(press("k"), { ...page, phase: "talking", inField: true })).toBeUndefined();
});

test("T opens the list of whom to transfer to in a talk only, and is a letter in a field (A7)", () => {
  expect(shortcutOf(press("t"), { ...page, phase: "talking" })).toBe("transfer");
  expect(shortcutOf(press("t"), { ...page, phase: "ringing" })).toBeUndefined();
  expect(shortcutOf(press("t"), { ...page, phase: "talking", inField: true })).toBeUndefined();
});

test("C opens the list of whom to consult, R takes the customer back and S swaps, in a talk only (A8)", () => {
  const inTalk = ["c", "r", "s"].map((key) => shortcutOf(press(key), { ...page, phase: "talking" }));
  expect(inTalk).toEqual(["consult", "retrieve", "swap"]);
  const elsewhere = ["c", "r", "s"].map((key) => shortcutOf(press(key), { ...page, phase: "ringing" }));
  expect(elsewhere).toEqual([undefined, undefined, undefined]);
});

test("Esc hangs up in a talk, also from a field, but closes what is open first", () => {
  expect(shortcutOf(press("Escape"), { ...page, phase: "talking", inField: true })).toBe("escape");
  expect(shortcutOf(press("Escape"), { ...page, phase: "talking", inOverlay: true })).toBeUndefined();
  expect(shortcutOf(press("Escape"), { ...page, phase: "ringing" })).toBeUndefined();
});

test("Alt and a digit choose the state anywhere", () => {
  const chosen = ["Digit1", "Digit2", "Digit3", "Digit4"].map((code) =>
    shortcutOf(press("1", { code, altKey: true }), { ...page, inField: true }),
  );
  expect(chosen).toEqual(["online", "break", "outbound", "offline"]);
  expect(shortcutOf(press("5", { code: "Digit5", altKey: true }), page)).toBeUndefined();
});

test("Ctrl+Enter ends after-call work and nothing else", () => {
  expect(shortcutOf(press("Enter", { ctrlKey: true }), { ...page, phase: "acw" })).toBe("end-acw");
  expect(shortcutOf(press("Enter", { ctrlKey: true }), { ...page, phase: "ringing" })).toBeUndefined();
});

test("slash searches and the question mark helps, but not while typing", () => {
  expect(shortcutOf(press("/"), page)).toBe("search");
  expect(shortcutOf(press("?"), page)).toBe("help");
  expect(shortcutOf(press("/"), { ...page, inField: true })).toBeUndefined();
});

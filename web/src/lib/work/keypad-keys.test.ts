import { expect, test } from "vitest";
import { keypadKeys, keypadPress } from "./keypad-keys.ts";

const press = (key: string, over: Partial<KeyboardEvent> = {}): Parameters<typeof keypadPress>[0] => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  ...over,
});

const page = { inField: false, inOverlay: false };

test("each key of a telephone is one of the keyboard too", () => {
  expect(keypadKeys.map((key) => keypadPress(press(key), page))).toEqual([...keypadKeys]);
});

test("letters, keys with Ctrl or Alt and keys held down send nothing", () => {
  expect(keypadPress(press("a"), page)).toBeUndefined();
  expect(keypadPress(press("1", { altKey: true }), page)).toBeUndefined();
  expect(keypadPress(press("1", { ctrlKey: true }), page)).toBeUndefined();
  expect(keypadPress(press("1", { repeat: true }), page)).toBeUndefined();
});

test("digits typed into a field stay there; Esc closes the keypad from anywhere", () => {
  expect(keypadPress(press("1"), { ...page, inField: true })).toBeUndefined();
  expect(keypadPress(press("Escape"), { ...page, inField: true })).toBe("close");
  expect(keypadPress(press("Escape"), page)).toBe("close");
});

test("under an open dialog or menu the keypad takes no key", () => {
  expect(keypadPress(press("1"), { ...page, inOverlay: true })).toBeUndefined();
  expect(keypadPress(press("Escape"), { ...page, inOverlay: true })).toBeUndefined();
});

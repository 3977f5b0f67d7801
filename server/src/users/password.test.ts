import { expect, test } from "vitest";
import { checkPassword, hashPassword, newOneTimePassword, verifyPassword } from "./password.ts";

test("a hash is argon2id with its own salt and verifies its password only", async () => {
  const [first, second] = await Promise.all([hashPassword("a long sentence"), hashPassword("a long sentence")]);
  expect(first).toMatch(/^\$argon2id\$/);
  expect(first).not.toBe(second);
  expect(await verifyPassword(first, "a long sentence")).toBe(true);
  expect(await verifyPassword(first, "a long sentencf")).toBe(false);
});

test("the same characters in another Unicode form are the same password", async () => {
  expect(await verifyPassword(await hashPassword("Ｆｕｌｌwidth é"), "Fullwidth e\u0301")).toBe(true);
});

test("where there is no hash no password is right, not even the one of the stand-in", async () => {
  for (const stored of [null, undefined]) {
    expect(await verifyPassword(stored, "nobody has this password")).toBe(false);
    expect(await verifyPassword(stored, "")).toBe(false);
  }
});

test("one-time passwords differ, can be read out, and pass the rules for passwords", () => {
  const passwords = Array.from({ length: 200 }, newOneTimePassword);
  expect(new Set(passwords).size).toBe(200);
  for (const password of passwords) {
    expect(password).toMatch(/^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}$/);
    expect(() => checkPassword(password, { name: "li-na", label: "李娜" })).not.toThrow();
  }
});

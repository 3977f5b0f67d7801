import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue, type ErrorCode } from "./catalogue.ts";
import { errorsPage } from "./errors-page.ts";
import { HotlineError } from "./hotline-error.ts";

const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");

test("the catalogue and docs/errors.md hold the same codes with the same words", () => {
  const documented = [...page.matchAll(/^## (\S+)$/gm)].map((match) => match[1]);
  expect(documented).toEqual(Object.keys(catalogue));
  expect(page).toBe(errorsPage());
});

test("every code is area.what in small letters, has an HTTP error status and ends its sentences", () => {
  for (const [code, { status, what, hint }] of Object.entries(catalogue)) {
    expect(code).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(what, code).toMatch(/\.$/);
    expect(hint, code).toMatch(/\.$/);
  }
});

test("an error takes status, title and hint from the catalogue and its own words where given", () => {
  const code: ErrorCode = "call.not-ringing";
  expect(new HotlineError(code)).toMatchObject({
    status: 409,
    message: catalogue[code].what,
    hint: catalogue[code].hint,
  });
  expect(new HotlineError(code, { detail: "Call a1 was answered by 1002" }).message).toBe(
    "Call a1 was answered by 1002",
  );
});

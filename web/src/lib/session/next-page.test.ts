import { expect, test } from "vitest";
import { nextPage, signInAddress } from "./next-page.ts";

const at = (path: string): URL => new URL(path, "https://hotline.example");

test("a session that expires on a filtered list leads back to it after sign-in", () => {
  const address = signInAddress(at("/calls?number=138&group=repair"));
  expect(nextPage(at(address))).toBe("/calls?number=138&group=repair");
});

test("from the start page the sign-in address carries nothing", () => {
  expect(signInAddress(at("/"))).toBe("/sign-in");
});

test.each([
  "/sign-in",
  "/sign-in?next=//evil.example/",
  "/sign-in?next=https://evil.example/",
  "/sign-in?next=/\\evil.example",
  "/sign-in?next=javascript:alert(1)",
  "/sign-in?next=/sign-in",
])("after %s the start page follows", (address) => {
  expect(nextPage(at(address))).toBe("/");
});

import { randomBytes } from "node:crypto";

/** A tag or a call's id. */
export function token(): string {
  return randomBytes(8).toString("hex");
}

export function branch(): string {
  return `z9hG4bK${token()}`;
}

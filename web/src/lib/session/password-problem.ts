import type { MessageKey, MessageParams } from "#lib/i18n/catalogue.ts";

/** The server's shortest; it decides, this only spares a round trip. */
const shortest = 10;

export function passwordProblem(
  current: string,
  next: string,
  again: string,
): { key: MessageKey; params?: MessageParams } | undefined {
  const count = [...next].length;
  if (count < shortest) return { key: "password.tooShort", params: { count } };
  if (next === current) return { key: "password.same" };
  return next === again ? undefined : { key: "password.mismatch" };
}

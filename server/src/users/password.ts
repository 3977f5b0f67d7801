import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { HotlineError } from "../errors/index.ts";

// OWASP's first choice for argon2id (19 MiB, two passes, one lane). The package's enum for the algorithm cannot be
// imported under erasable syntax; 2 is Argon2id.
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const minPasswordLength = 10;
/** Longer ones would only cost us time. */
export const maxPasswordLength = 200;

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), parameters);
}

let nobodysHash: Promise<string> | undefined;

/** Takes the same time where there is no hash, so that the time does not tell which users exist. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword("nobody has this password");
  const right = await verify(stored ?? (await nobodysHash), password.slice(0, maxPasswordLength).normalize("NFKC"));
  return right && stored !== null && stored !== undefined;
}

const everybodysFirstTry = [
  "1234567890", "0123456789", "9876543210", "0987654321", "12345678910", "123456789a", "a123456789", "qwertyuiop",
  "1qaz2wsx3edc", "1q2w3e4r5t", "q1w2e3r4t5", "asdfghjkl1", "zxcvbnm123", "password12", "password123", "passw0rd123",
  "woaini1314", "woaini520520", "5201314520", "1314520520", "admin12345", "administrator", "changeme123", "hotline123",
  "hotline2026", "letmein123", "welcome123", "iloveyou123", "qwerty12345", "abc1234567", "abcd123456", "abcdefghij",
]; // prettier-ignore

/** Throws auth.password-too-weak with what is wrong. */
export function checkPassword(password: string, user: { name: string; label: string }): void {
  const folded = password.normalize("NFKC").toLowerCase();
  const weak = (detail: string): never => {
    throw new HotlineError("auth.password-too-weak", { detail });
  };
  if ([...folded].length < minPasswordLength) weak(`The password has fewer than ${minPasswordLength} characters.`);
  if (password.length > maxPasswordLength) weak(`The password has more than ${maxPasswordLength} characters.`);
  if (everybodysFirstTry.includes(folded)) weak("The password is among the first that everybody tries.");
  if (new Set(folded).size < 4) weak("The password repeats the same few characters.");
  for (const own of [user.name, user.label]) {
    if (own.length >= 3 && folded.includes(own.toLowerCase())) weak("The password holds the user's name.");
  }
}

// Without letters and digits that look alike on paper or sound alike on the phone.
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four, about 79 bits; good for one sign-in. */
export function newOneTimePassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}

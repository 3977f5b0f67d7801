import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, as text for cookies and headers. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a secret with 256 bits: nothing slower is needed, nobody can try them out. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

import { createHash, randomBytes } from "node:crypto";

/** RFC 2617, with qop when the server offers it. */
export function digest(
  challenge: string,
  who: { user: string; password: string; method: string; uri: string },
): string {
  const field = (name: string) => new RegExp(`${name}="?([^",]+)"?`).exec(challenge)?.[1] ?? "";
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const [realm, nonce, cnonce] = [field("realm"), field("nonce"), randomBytes(8).toString("hex")];
  const ha1 = md5(`${who.user}:${realm}:${who.password}`);
  const ha2 = md5(`${who.method}:${who.uri}`);
  const response = md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${ha2}`);
  return (
    `Digest username="${who.user}", realm="${realm}", nonce="${nonce}", uri="${who.uri}", algorithm=MD5, ` +
    `qop=auth, nc=00000001, cnonce="${cnonce}", response="${response}"`
  );
}

/**
 * Ids shaped as UUID version 7 (RFC 9562, 5.7): 48 bits of ms, then a counter of 30 bits, then 44 bits that only the life of
 * the server decides. They sort by time of making and never need a source of chance.
 */
export function makeId(now: number, counter: number, seedHash: SeedHash): string {
  const time = Math.max(0, Math.trunc(now)).toString(16).padStart(12, "0").slice(-12);
  const count = counter % 2 ** 30;
  const high = Math.floor(count / 2 ** 18)
    .toString(16)
    .padStart(3, "0");
  const middle = (0x8000 | ((count >>> 4) & 0x3fff)).toString(16);
  const low = (count & 0xf).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${middle}-${low}${seedHash}`;
}

/** 11 hex digits. */
export type SeedHash = string;

/** Two rounds of FNV-1a (32 bits) with different starts: spread is enough, secrecy is not wanted. */
export function hashSeed(seed: string): SeedHash {
  return (fnv1a(seed, 0x811c9dc5) + fnv1a(seed, 0x01000193)).slice(0, 11);
}

/** From 0 up, spread evenly enough to choose one of a few. */
export function chanceOf(counter: number, seedHash: SeedHash): number {
  return Number.parseInt(fnv1a(`${counter}${seedHash}`, 0x811c9dc5), 16);
}

function fnv1a(text: string, start: number): string {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}

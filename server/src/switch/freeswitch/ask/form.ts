import type { Posted } from "./posted.ts";

/** A question of the switch as it came: names are looked for when they are wanted, most never are. */
export class AskForm {
  readonly #fields = new Map<string, string>();

  constructor(body: string) {
    for (const pair of body.split("&")) {
      const equals = pair.indexOf("=");
      if (equals > 0) this.#fields.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
  }

  /** Undefined when absent or empty; the switch does not tell these apart. */
  get(name: Posted): string | undefined {
    const raw = this.#fields.get(name);
    if (raw === undefined || raw === "") return undefined;
    return decodePercent(raw);
  }
}

/** Never throws: a phone may send broken escapes and bytes that are no UTF-8. */
export function decodePercent(raw: string): string {
  if (!raw.includes("%")) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    const bytes = raw.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, "latin1").toString("utf8");
  }
}

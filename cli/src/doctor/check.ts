import type { Check } from "../api/views.ts";

/** What one look at something found; `cause` and `cure` say why it is so and what to do. */
export function ok(name: string, found: string): Check {
  return { name, ok: true, level: "ok", found };
}

export function warn(name: string, found: string, why: { cause: string; cure: string }): Check {
  return { name, ok: true, level: "warn", found, ...why };
}

export function fail(name: string, found: string, why: { cause: string; cure: string }): Check {
  return { name, ok: false, level: "fail", found, ...why };
}

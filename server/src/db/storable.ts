/**
 * JSON text of a value that PostgreSQL accepts as jsonb: it takes neither U+0000 nor half of a surrogate pair, and a caller's
 * name may hold both.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? storableText(part) : part));
}

export function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

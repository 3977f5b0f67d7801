/**
 * Characters by which text from outside (a caller's name, a file) could steer the terminal, end a line or turn the
 * reading direction: C0 and C1 controls, line and paragraph separators, bidirectional overrides and isolates.
 */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const ESCAPE_SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g;

const LONGEST = 200;

/** Text from outside as one harmless line, cut at 200 characters. */
export function safeText(text: string): string {
  const characters = [...text.replace(ESCAPE_SEQUENCES, "").replace(STEERING, " ")];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : characters.join("");
}

/** The same for every string inside an answer of the server; numbers, booleans and shape stay. */
export function safeDeep<T>(value: T): T {
  return walk(value) as T;
}

function walk(value: unknown): unknown {
  if (typeof value === "string") return safeText(value);
  if (Array.isArray(value)) return value.map(walk);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
  }
  return value;
}

/** JSON for standard output: nothing is lost, but what would steer a terminal is written as \uXXXX. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(STEERING, (character) =>
    character === "\n" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

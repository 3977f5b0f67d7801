import type { LiveClientMessage } from "./protocol.ts";

/** Undefined for anything a page of ours would not send. */
export function readClientMessage(text: string): LiveClientMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  return type === "ping" || type === "phone-restarted" ? { type } : undefined;
}

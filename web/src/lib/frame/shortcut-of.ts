import type { CurrentPhase } from "#lib/work/current-call.ts";

export type Shortcut =
  | "answer"
  | "mute"
  | "hold"
  | "keypad"
  | "transfer"
  | "consult"
  | "retrieve"
  | "swap"
  | "escape"
  | "end-acw"
  | "search"
  | "help"
  | "online"
  | "break"
  | "outbound"
  | "offline";

interface Where {
  /** An input has the focus: letters are text. */
  readonly inField: boolean;
  /** A button, link or row has the focus: Enter is its own. */
  readonly onControl: boolean;
  /** A dialog, menu or list is open: Esc closes it. */
  readonly inOverlay: boolean;
  readonly phase: CurrentPhase;
}

type Press = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey">;

const stateKeys: Record<string, Shortcut> = {
  Digit1: "online",
  Digit2: "break",
  Digit3: "outbound",
  Digit4: "offline",
};

/** There is a call to hang up. */
const escapable: ReadonlySet<CurrentPhase> = new Set(["dialing", "talking", "restarting"]);

/** What a key means where it was pressed; undefined leaves it to the page. */
export function shortcutOf(press: Press, { inField, onControl, inOverlay, phase }: Where): Shortcut | undefined {
  if (press.metaKey) return undefined;
  if (press.altKey) return press.ctrlKey ? undefined : stateKeys[press.code];
  if (press.ctrlKey) return press.key === "Enter" && phase === "acw" ? "end-acw" : undefined;
  if (inOverlay) return undefined;
  if (press.key === "Escape") return escapable.has(phase) ? "escape" : undefined;
  if (inField) return undefined;
  if (press.key === "Enter") return phase === "ringing" && !onControl ? "answer" : undefined;
  if (press.key.toLowerCase() === "m") return phase === "talking" ? "mute" : undefined;
  if (press.key.toLowerCase() === "h") return phase === "talking" ? "hold" : undefined;
  if (press.key.toLowerCase() === "k") return phase === "talking" ? "keypad" : undefined;
  if (press.key.toLowerCase() === "t") return phase === "talking" ? "transfer" : undefined;
  if (press.key.toLowerCase() === "c") return phase === "talking" ? "consult" : undefined;
  if (press.key.toLowerCase() === "r") return phase === "talking" ? "retrieve" : undefined;
  if (press.key.toLowerCase() === "s") return phase === "talking" ? "swap" : undefined;
  if (press.key === "/") return "search";
  if (press.key === "?") return "help";
  return undefined;
}

/** As on every telephone, row by row. */
export const keypadKeys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

export type KeypadKey = (typeof keypadKeys)[number];

interface Where {
  readonly inField: boolean;
  /** A dialog, menu or list is open above it: keys are for that. */
  readonly inOverlay: boolean;
}

type Press = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "repeat">;

/** What a key of the keyboard does to an open keypad; a key held down is one press. */
export function keypadPress(press: Press, { inField, inOverlay }: Where): KeypadKey | "close" | undefined {
  if (inOverlay) return undefined;
  if (press.altKey || press.ctrlKey || press.metaKey || press.repeat) return undefined;
  if (press.key === "Escape") return "close";
  return inField ? undefined : keypadKeys.find((key) => key === press.key);
}

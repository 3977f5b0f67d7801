import { answer, chooseState, endAcw, hangUp, toggleHold, toggleKeypad, toggleMute } from "#lib/work/actions.ts";
import { toggleTransfer } from "#lib/transfer/transfer-actions.ts";
import { work } from "#lib/work/current-call.svelte.ts";
import { shortcutOf } from "./shortcut-of.ts";
import { shell } from "./shell.svelte.ts";

/** The second Esc must come within this long. */
const escapeWithinMs = 2000;
let disarm: ReturnType<typeof setTimeout> | undefined;

export function onShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat) return;
  const target = event.target as HTMLElement | null;
  const shortcut = shortcutOf(event, {
    inField: target?.closest("input, textarea, select, [contenteditable=true]") !== null && target !== document.body,
    onControl: target?.closest("button, a, [role=row], [role=menuitem], [role=option], tr, summary") !== null,
    inOverlay: document.querySelector("[role=dialog], [role=menu], [role=listbox]") !== null,
    phase: work.current.phase,
  });
  if (shortcut === undefined) return;
  event.preventDefault();
  actions[shortcut]();
}

const actions: Record<NonNullable<ReturnType<typeof shortcutOf>>, () => void> = {
  answer: () => void answer(),
  mute: () => void toggleMute(),
  hold: () => void toggleHold(),
  keypad: toggleKeypad,
  transfer: toggleTransfer,
  escape: pressEscape,
  "end-acw": () => void endAcw(),
  search: () => document.getElementById("call-search")?.focus(),
  help: () => (shell.shortcutsOpen = true),
  online: () => void chooseState("online"),
  break: () => (shell.stateMenuOpen = true),
  outbound: () => void chooseState("outbound"),
  offline: () => void chooseState("offline"),
};

function pressEscape(): void {
  clearTimeout(disarm);
  const { callId } = work.current;
  if (callId !== undefined && work.escapeArmedFor === callId) {
    void hangUp();
    return;
  }
  work.escapeArmedFor = callId;
  disarm = setTimeout(() => (work.escapeArmedFor = undefined), escapeWithinMs);
}

import { answer, chooseState, endAcw, hangUp, toggleHold, toggleKeypad, toggleMute } from "#lib/work/actions.ts";
import { consultStep } from "#lib/transfer/consult-actions.ts";
import { togglePanel } from "#lib/transfer/transfer-actions.ts";
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
  transfer: () => togglePanel("transfer"),
  consult: () => togglePanel("consult"),
  retrieve: () => inConsult("retrieve"),
  swap: () => inConsult("swap"),
  escape: pressEscape,
  "end-acw": () => void endAcw(),
  search: () => document.getElementById("call-search")?.focus(),
  help: () => (shell.shortcutsOpen = true),
  online: () => void chooseState("online"),
  break: () => (shell.stateMenuOpen = true),
  outbound: () => void chooseState("outbound"),
  offline: () => void chooseState("offline"),
};

/** Keys of a consult, not of a conference: there they would send somebody away. */
function inConsult(step: "retrieve" | "swap"): void {
  const { consult } = work.current;
  if (consult === undefined || consult.place === "conference") return;
  if (step === "retrieve" || consult.place !== "calling") void consultStep(step);
}

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

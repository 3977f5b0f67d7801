import type { TransferTarget } from "#lib/api/schema.ts";
import { isMessageKey } from "#lib/i18n/catalogue.ts";
import type { MessageKey } from "#lib/i18n/catalogue.ts";

type TargetBody = { readonly kind: "group"; readonly group: string } | { kind: "agent"; readonly agent: string };

export function bodyOf(target: TransferTarget): TargetBody {
  return target.kind === "group" ? { kind: "group", group: target.group } : { kind: "agent", agent: target.agent };
}

/** The same for one target in two readings of the list; fit to be part of an id. */
export function keyOf(target: TransferTarget): string {
  return target.kind === "group" ? `group-${target.group}` : `agent-${target.agent}`;
}

/**
 * Words for why it cannot be had just now, to be said after its name; undefined where it can.
 * @param refusal the server's word for it, its error's code without `call.`
 */
export function whyNot(target: TransferTarget, refusal = target.refusal): MessageKey | undefined {
  if (refusal === undefined) return undefined;
  const key = keyOfRefusal(target, refusal);
  return isMessageKey(key) ? key : "target.why.refused";
}

function keyOfRefusal(target: TransferTarget, refusal: string): string {
  if (target.kind === "agent" && refusal === "target-busy") {
    return isIdle(target.state) ? "target.why.busy" : `target.why.${target.state}`;
  }
  if (target.kind === "agent" && refusal === "target-away") {
    return target.signedIn ? `target.why.${target.state}` : "target.why.signedOut";
  }
  return `target.why.${refusal}`;
}

function isIdle(state: string): boolean {
  return state === "online" || state === "break" || state === "outbound" || state === "offline";
}

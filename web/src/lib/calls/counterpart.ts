import type { CallItem } from "#lib/api/schema.ts";

type Ends = Pick<CallItem, "direction" | "fromNumber" | "fromName" | "toNumber">;

/** Whom a call was with, whoever called. */
export function counterpartOf({ direction, fromNumber, fromName, toNumber }: Ends): {
  name: string | undefined;
  number: string;
} {
  return direction === "outbound" ? { name: undefined, number: toNumber } : { name: fromName, number: fromNumber };
}

/** Our number in it: the one that was dialled, or the one we showed. */
export function ownNumberOf({ direction, fromNumber, toNumber }: Ends): string {
  return direction === "outbound" ? fromNumber : toNumber;
}

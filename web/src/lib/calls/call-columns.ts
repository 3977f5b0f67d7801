export const callColumns = [
  "arrivedAt",
  "direction",
  "from",
  "number",
  "to",
  "group",
  "agent",
  "outcome",
  "wait",
  "talk",
  "rating",
  "recording",
] as const;

export type CallColumn = (typeof callColumns)[number];

/** The time stays: a list of calls without it says nothing. */
export function shownColumns(hidden: readonly string[]): CallColumn[] {
  return callColumns.filter((name) => name === "arrivedAt" || !hidden.includes(name));
}

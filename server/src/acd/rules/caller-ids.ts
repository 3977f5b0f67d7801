import type { CallerIdGroupConfig, TrunkConfig } from "../config.ts";

/**
 * The number of the group a call to `number` shows (S3).
 * @param turn counts the group's calls: what rotates goes on with it
 * @param chance any number that differs from call to call: what is random follows it
 */
export function callerIdFor(
  group: CallerIdGroupConfig,
  number: string,
  { turn, chance }: { readonly turn: number; readonly chance: number },
): string | undefined {
  const { numbers, rule } = group;
  switch (rule) {
    case "fixed":
      return numbers[0];
    case "by-prefix":
      return byPrefix(group, number) ?? numbers[0];
    case "rotate":
      return numbers[turn % numbers.length];
    case "random":
      return numbers[chance % numbers.length];
  }
}

/** A carrier drops or alters a call that shows what is not its customer's: then the trunk's own number is better. */
export function shownBy(trunk: TrunkConfig, callerId: string | undefined): string {
  return callerId !== undefined && trunk.callerIds.includes(callerId) ? callerId : (trunk.callerIds[0] ?? "");
}

function byPrefix({ prefixes }: CallerIdGroupConfig, number: string): string | undefined {
  let longest: { readonly prefix: string; readonly number: string } | undefined;
  for (const each of prefixes) {
    if (number.startsWith(each.prefix) && each.prefix.length > (longest?.prefix.length ?? 0)) longest = each;
  }
  return longest?.number;
}

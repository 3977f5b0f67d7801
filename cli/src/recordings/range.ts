import { Flags } from "@oclif/core";
import { failure } from "../errors/failure.ts";
import { say } from "../language.ts";
import { instantOf } from "../terminal/zoned-time.ts";

/** Which recordings are meant. */
export const rangeFlags = {
  from: Flags.string({
    description: say({
      zh: "从何时起，如 2026-11-22 或 2026-11-22T08:30，按单位的时区",
      en: "begun from, such as 2026-11-22 or 2026-11-22T08:30, in the organization's time zone",
    }),
  }),
  to: Flags.string({ description: say({ zh: "到何时止，不含", en: "begun before" }) }),
  call: Flags.string({ description: say({ zh: "只要这通电话的", en: "of this call only" }) }),
};

export function rangeQuery(
  flags: { readonly from?: string | undefined; readonly to?: string | undefined; readonly call?: string | undefined },
  timeZone: string | undefined,
) {
  return {
    ...(flags.from && { from: instant(flags.from, timeZone) }),
    ...(flags.to && { to: instant(flags.to, timeZone) }),
    ...(flags.call && { callId: flags.call }),
  };
}

function instant(text: string, timeZone: string | undefined): string {
  const found = instantOf(text, timeZone);
  if (found === undefined) {
    throw failure("usage.wrong", { reason: say({ zh: `看不懂时间 ${text}`, en: `${text} is no time` }) });
  }
  return found.toISOString();
}

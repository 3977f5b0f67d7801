import type { Party } from "../../acd/index.ts";
import { storedText } from "./text.ts";

/** RFC 3261 section 25.1, quoted-pair: in a quoted display name a backslash makes the sign after it an ordinary one. */
const QUOTED_PAIR = /\\([^\r\n\P{ASCII}])/gu;

/** Who calls, as the carrier wrote it; the switch takes the outer quotes off a display name and leaves the rest as it came. */
export function callingParty(number: string | undefined, display: string | undefined): Party {
  const stored = storedText(number ?? "");
  const name = storedText((display ?? "").replace(QUOTED_PAIR, "$1"));
  return { number: stored, name: name === "" || name === stored ? undefined : name };
}

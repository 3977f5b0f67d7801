import { action } from "../dialplan-xml.ts";
import { VARIABLE } from "../names.ts";

/**
 * From here on the file of an agent's leg holds what is said, or silence of the same length. By the name it was begun with, which
 * may be of another day; on a leg without a recording it does nothing.
 */
export function recordingHolds(sound: boolean): string {
  return action(sound ? "record_session_unmask" : "record_session_mask", `\${${VARIABLE.recordingPath}}`);
}

import { action, condition, context, extension } from "../dialplan-xml.ts";
import { CONTEXT } from "../names.ts";
import { safeValue } from "../text.ts";

/** Destination of a test call's own end: it speaks for so long and hangs up. */
export function testCallDestination(talkMs: number): string {
  return `speak-${Math.max(1, Math.ceil(talkMs / 1_000))}`;
}

/** The far end of a test call: what a customer says, over and over. */
export function testCallContext(promptPath: string): string {
  return context(CONTEXT.testCall, [
    extension("speak", [
      condition({ field: "destination_number", expression: "^speak-([0-9]+)$" }, [
        action("sched_hangup", "+$1 normal_clearing"),
        action("endless_playback", safeValue("prompt path", promptPath)),
      ]),
    ]),
  ]);
}

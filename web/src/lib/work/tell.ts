import { explain, supportLine } from "#lib/api/explain.ts";
import { asProblem } from "#lib/api/problem.ts";
import { MicrophoneError } from "#lib/phone/microphone.ts";
import { toasts } from "#lib/ui/toasts.svelte.ts";

/** Runs one request of the agent; a failure becomes one sentence with what it was about. */
export async function tell(failure: (why: string) => string, request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (error) {
    if (error instanceof MicrophoneError) return false; // its notice stands on the page
    const problem = asProblem(error);
    if (problem.code !== "auth.not-signed-in") toasts.bad(failure(explain(problem)), supportLine(problem));
    return false;
  }
}

import { networkProblem, problemOf } from "#lib/api/problem.ts";

/** The whole file, so that a refusal comes with its reason and seeking needs no further request. Throws ApiProblem. */
export async function fetchRecording(recordingId: string, signal: AbortSignal): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/recordings/${encodeURIComponent(recordingId)}/audio`, {
      headers: { "x-hotline-csrf": "1" },
      signal,
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw networkProblem(cause);
  }
  if (response.ok) return response.blob();
  throw problemOf(await response.json().catch(() => undefined), response);
}

import { Worker } from "node:worker_threads";
import type { ConfigFile, LoadOptions, LoadResult } from "@hotline/schemas";
import { HotlineError } from "../errors/index.ts";

const DEADLINE_MS = 30_000;
const MAX_HEAP_MB = 512;
/** Starting the thread costs a second of one core, so it stays for the plan, the apply and what follows them. */
const KEPT_MS = 30_000;

let kept: Worker | undefined;
let ending: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * `loadFiles` on a thread of its own, one after the other: reading thousands of documents takes half a second, files made to
 * hurt far longer, and no caller may wait for either. Throws config.too-costly when it takes too long or too much memory.
 */
export function loadBeside(files: readonly ConfigFile[], options: LoadOptions): Promise<LoadResult> {
  const turn = last.then(() => load(files, options));
  last = turn.catch(() => undefined);
  return turn;
}

async function load(files: readonly ConfigFile[], options: LoadOptions): Promise<LoadResult> {
  clearTimeout(ending);
  const worker = (kept ??= new Worker(new URL("./load-worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  }));
  worker.ref();
  try {
    const result = await answerOf(worker, {
      files,
      options: { ...options, ...(options.env && { env: { ...options.env } }) },
    });
    worker.unref();
    ending = setTimeout(() => void discard(worker), KEPT_MS).unref();
    return result;
  } catch (error) {
    await discard(worker);
    throw error;
  }
}

async function answerOf(worker: Worker, question: object): Promise<LoadResult> {
  const { promise, resolve, reject } = Promise.withResolvers<LoadResult>();
  const timer = setTimeout(() => reject(tooCostly(`not read within ${DEADLINE_MS / 1_000} s`)), DEADLINE_MS);
  const onError = (error: Error): void => {
    const outOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    reject(outOfMemory ? tooCostly(`more than ${MAX_HEAP_MB} MB of memory`) : error);
  };
  worker.once("message", resolve);
  worker.once("error", onError);
  worker.postMessage(question);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.off("message", resolve);
    worker.off("error", onError);
  }
}

async function discard(worker: Worker): Promise<void> {
  if (kept === worker) kept = undefined;
  await worker.terminate();
}

function tooCostly(detail: string): HotlineError {
  return new HotlineError("config.too-costly", { detail: `The files cannot be read in reason: ${detail}.` });
}

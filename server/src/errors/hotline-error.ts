import { catalogue, type ErrorCode } from "./catalogue.ts";

export interface ErrorPlace {
  readonly path: string;
  readonly message: string;
  readonly code?: string;
  readonly line?: number;
  readonly column?: number;
  readonly hint?: string;
}

export interface ErrorDetails {
  /** This occurrence in words; the catalogue's `what` where nothing more is known. */
  readonly detail?: string;
  readonly hint?: string;
  readonly errors?: readonly ErrorPlace[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** An error of the catalogue: expected, said to the one who asked, not a fault of ours. */
export class HotlineError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly hint: string;
  readonly errors: readonly ErrorPlace[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const entry = catalogue[code];
    super(details.detail ?? entry.what, { cause: details.cause });
    this.name = "HotlineError";
    this.code = code;
    this.status = entry.status;
    this.title = entry.title;
    this.hint = details.hint ?? entry.hint;
    this.errors = details.errors;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

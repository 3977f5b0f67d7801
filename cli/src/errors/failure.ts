import { say } from "../language.ts";
import { catalogue } from "./catalogue.ts";
import type { CliErrorCode } from "./catalogue.ts";

export interface FailureParts {
  readonly code: string;
  readonly message: string;
  readonly cause?: string | undefined;
  readonly hint?: string | undefined;
  readonly requestId?: string | undefined;
  /** Goes beside `error` in JSON mode: the result there is although the command failed. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** The one way a command fails: printed once, in report.ts, with exit code 1. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly parts: FailureParts;

  constructor(parts: FailureParts) {
    super(parts.message);
    this.parts = parts;
  }
}

export function failure(
  code: CliErrorCode,
  params: Readonly<Record<string, string | number>> = {},
  more: Partial<Omit<FailureParts, "code" | "message">> = {},
): Failure {
  const entry = catalogue[code];
  const fill = (text: string): string =>
    text.replace(/\{([a-z]+)\}/g, (braced, name: string) => String(params[name] ?? braced));
  return new Failure({ code, message: fill(say(entry)), hint: fill(say(entry.hint)), ...more });
}

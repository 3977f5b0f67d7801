import { inspect } from "node:util";
import { say } from "../language.ts";
import { paint } from "../terminal/paint.ts";
import { safeJson, safeText } from "../terminal/safe-text.ts";
import { Failure, failure } from "./failure.ts";
import { usageWords } from "./usage-words.ts";

/** Every failure leaves through here, as JSON on standard output or as words on standard error. */
export function reportFailure(error: unknown, asJson: boolean): void {
  const known = toFailure(error);
  const { data, ...parts } = known.parts;
  if (asJson) {
    process.stdout.write(`${safeJson({ ...data, error: parts })}\n`);
    return;
  }
  const lines = [`${paint("red", "✗")} ${safeText(parts.message)}  [${parts.code}]`];
  if (parts.cause) {
    const [first = "", ...rest] = parts.cause.split("\n").map(safeText);
    lines.push(`  ${say({ zh: "原因", en: "cause" })}: ${first}`, ...rest.map((line) => `    ${line}`));
  }
  if (parts.hint) lines.push(`  ${say({ zh: "办法", en: "hint" })}: ${safeText(parts.hint)}`);
  if (parts.requestId) lines.push(`  ${say({ zh: "请求编号", en: "request" })}: ${safeText(parts.requestId)}`);
  process.stderr.write(`${lines.join("\n")}\n`);
  if (process.env["DEBUG"]?.includes("hotline")) process.stderr.write(`${inspect(error)}\n`);
}

function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return failure("cli.unexpected", { reason: String(error) });
  const unknownCommand = /^command (\S+) not found$/.exec(error.message)?.[1];
  if (unknownCommand) return failure("usage.unknown-command", { command: unknownCommand.replaceAll(":", " ") });
  // Only the argument parser's errors carry what was parsed.
  if ("parse" in error) return failure("usage.wrong", { reason: usageWords(error.message) });
  return failure("cli.unexpected", { reason: error.message });
}

import { failure } from "../errors/failure.ts";
import { say } from "../language.ts";

/**
 * The port a variable of the environment names, if it names one.
 * @param inARow how many ports from this one on are used
 * @throws Failure usage.wrong naming the variable that cannot be
 */
export function portOf(env: NodeJS.ProcessEnv, name: string, inARow = 1): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  const port = Number(text);
  const last = 65_536 - inARow;
  if (!Number.isInteger(port) || port < 1 || port > last) throw wrongVariable(name, text, `1–${String(last)}`);
  return port;
}

/** @throws Failure usage.wrong naming the variable that cannot be */
export function portRangeOf(env: NodeJS.ProcessEnv, name: string): { first: number; last: number } | undefined {
  const text = env[name];
  if (!text) return undefined;
  const [first = 0, last = 0] = text.split("-").map(Number);
  if (!(first >= 1024 && last > first && last <= 65_535)) throw wrongVariable(name, text, "16384-32767");
  return { first, last };
}

export function wrongVariable(name: string, text: string, allowed: string): Error {
  const reason = say({ zh: `${name} 是 ${text}，可以是 ${allowed}`, en: `${name} is ${text}; it may be ${allowed}` });
  return failure("usage.wrong", { reason });
}

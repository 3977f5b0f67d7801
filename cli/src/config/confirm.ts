import { createInterface } from "node:readline/promises";

/** Asks once; anything but y, yes or 是 is no. Without a terminal nobody can answer, which is no as well. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const reply = await terminal.question(`${question} [y/N] `);
    return /^(y|yes|是)$/i.test(reply.trim());
  } catch {
    // Ctrl-C or Ctrl-D at the question.
    return false;
  } finally {
    terminal.close();
  }
}

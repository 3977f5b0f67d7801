import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const DEADLINE_MS = 5_000;

/** What git knows of a configuration folder, for the history of deployments. */
export interface FromGit {
  readonly author: string | undefined;
  /** Only when the folder is exactly as committed. */
  readonly commit: string | undefined;
  readonly message: string | undefined;
}

/** All undefined where there is no git, or the folder is not in it. */
export async function fromGit(folder: string): Promise<FromGit> {
  const nothing = { author: undefined, commit: undefined, message: undefined };
  const changed = await git(folder, "status", "--porcelain", "--", ".");
  if (changed === undefined) return nothing;
  if (changed !== "") {
    const [name, email] = [await git(folder, "config", "user.name"), await git(folder, "config", "user.email")];
    return { ...nothing, author: name ? withEmail(name, email) : undefined };
  }
  const last = await git(folder, "log", "-1", "--format=%H%x00%an%x00%ae%x00%s", "--", ".");
  const [commit, name, email, message] = last?.split("\0") ?? [];
  if (!commit || !name) return nothing;
  return { author: withEmail(name, email), commit, message };
}

function withEmail(name: string, email: string | undefined): string {
  return email ? `${name} <${email}>` : name;
}

async function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run("git", ["-C", folder, ...args], {
      timeout: DEADLINE_MS,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: "0" },
    });
    return stdout.trimEnd();
  } catch {
    // No git, no repository, no commit yet: each means that git has nothing to say.
    return undefined;
  }
}

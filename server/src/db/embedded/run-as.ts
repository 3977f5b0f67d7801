import { execFile, type ExecFileOptions } from "node:child_process";
import { chmod, chown, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; undefined means the present user will do. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** The account `postgres` when the server runs as root, made where there is none. */
export async function postgresAccount(): Promise<RunAs | undefined> {
  if (userInfo().uid !== 0) return undefined;
  try {
    return await accountIds();
  } catch {
    await run("groupadd", ["--system", "postgres"]).catch(() => undefined);
    await run("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"]);
    return await accountIds();
  }
}

export async function giveTo(path: string, account: RunAs | undefined): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

/**
 * Lets the account walk through the home folder without opening the folder to everybody, and says so when a folder above it
 * or above the binaries is closed, which PostgreSQL itself reports as something else.
 */
export async function letThrough(home: string, binary: string, account: RunAs | undefined): Promise<void> {
  if (account === undefined) return;
  const { mode } = await stat(home);
  if ((mode & othersWalk) === 0) {
    await chown(home, 0, account.gid);
    await chmod(home, (mode & 0o7707) | 0o010);
  }
  for (const start of [dirname(resolve(home)), dirname(binary)]) {
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
      const { mode: above, uid, gid } = await stat(folder);
      const open = (above & othersWalk) !== 0 || uid === account.uid || (gid === account.gid && (above & 0o010) !== 0);
      if (open) continue;
      throw new Error(
        `As root, PostgreSQL runs as the user postgres, which may not enter ${folder}. ` +
          `Run hotline as another user, put it and HOTLINE_HOME where all may enter (such as /opt and /var/lib), or set DATABASE_URL`,
      );
    }
  }
}

const othersWalk = 0o001;

/** Runs a program of PostgreSQL to its end; its words are in the error when it fails. */
export async function runProgram(file: string, args: string[], account: RunAs | undefined, timeoutMs: number) {
  const options: ExecFileOptions = { ...account, timeout: timeoutMs, env: { ...process.env, LC_ALL: "C" }, cwd: "/" };
  try {
    await run(file, args, options);
  } catch (cause) {
    const { stdout = "", stderr = "" } = cause as { stdout?: string; stderr?: string };
    throw new Error(`${file} failed: ${`${stdout}${stderr}`.trim() || String(cause)}`, { cause });
  }
}

async function accountIds(): Promise<RunAs> {
  const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

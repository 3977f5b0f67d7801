import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { platform } from "node:os";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The PostgreSQL that serves the folder, by its `postmaster.pid`; undefined where none runs. A stale file is removed. */
export async function runningPostmaster(folder: string): Promise<Postmaster | undefined> {
  const file = join(folder, "postmaster.pid");
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (await serves(pid, folder)) return { pid, port };
  // A process of another kind may have got the number since, as after a reboot of a container; PostgreSQL would not start.
  await rm(file, { force: true });
  return undefined;
}

async function serves(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (platform() !== "linux") return true;
  try {
    // A postmaster's working directory is its data folder.
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(folder));
  } catch (error) {
    // A dead process nobody has reaped yet has no working directory; another user's we may not see.
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

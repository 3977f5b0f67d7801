import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartError } from "./start-error.ts";

/** Where one installation keeps everything that is not in git. Only its owner may read it. */
export interface Home {
  readonly folder: string;
  readonly postgres: string;
  readonly spool: string;
  readonly freeswitch: string;
  readonly recordings: string;
  readonly callRecords: string;
  readonly socket: string;
}

/**
 * @param folder HOTLINE_HOME, made with mode 0700 when it does not exist
 * @throws StartError where no folder can be made or written to there
 */
export function openHome(folder: string): Home {
  const root = resolve(folder);
  const home: Home = {
    folder: root,
    postgres: join(root, "postgres"),
    spool: join(root, "spool"),
    freeswitch: join(root, "freeswitch"),
    recordings: join(root, "recordings"),
    callRecords: join(root, "call-records"),
    socket: join(root, "hotline.sock"),
  };
  try {
    for (const path of [root, home.recordings, home.callRecords]) mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(root, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw homeTrouble(root, error as NodeJS.ErrnoException);
  }
  return home;
}

const homeTroubles: Readonly<Record<string, string>> = {
  EEXIST: "it, or what is to be a folder in it, is a file",
  ENOTDIR: "a part of the path is a file",
  EACCES: "it may not be written to",
  EPERM: "it may not be written to",
  EROFS: "it is on a disk that can only be read",
  ENOSPC: "the disk is full",
};

function homeTrouble(root: string, { code = "", message }: NodeJS.ErrnoException): StartError {
  return new StartError(
    "start.home-unusable",
    `${root} cannot be used as the home: ${homeTroubles[code] ?? message}`,
    "set HOTLINE_HOME to a folder this user may write to, or to one that does not exist yet",
  );
}

/** Secrets between this server and its own switch; random, made once, readable by the owner alone. */
export interface Secrets {
  readonly eventSocketPassword: string;
  readonly askPassword: string;
}

export function openSecrets(home: Home): Secrets {
  const path = join(home.folder, "secrets.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Secrets;
  const secret = () => randomBytes(24).toString("base64url");
  const secrets: Secrets = { eventSocketPassword: secret(), askPassword: secret() };
  // Renamed when whole: what a killed first start left of it could never be read again.
  writeFileSync(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

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

/** @param folder HOTLINE_HOME, made with mode 0700 when it does not exist */
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
  mkdirSync(root, { recursive: true, mode: 0o700 });
  for (const path of [home.recordings, home.callRecords]) mkdirSync(path, { recursive: true, mode: 0o700 });
  return home;
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

import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

const CURRENT = "conf";
const VERSION_PREFIX = "conf-";

/** The switch's own word for which configuration it has read, set by the files themselves. */
export const VERSION_VARIABLE = "hotline_configuration";

/** The configuration folder the switch is started with; always whole, as it is a link that is swapped. */
export function configurationFolder(folder: string): string {
  return join(folder, CURRENT);
}

/** Writes a whole configuration beside the present one and swaps them in one step. @returns its version */
export function writeConfiguration(folder: string, files: ReadonlyMap<string, string>): string {
  const hash = hashOf(files);
  const name = VERSION_PREFIX + hash;
  const place = join(folder, name);
  const current = configurationFolder(folder);
  if (!existsSync(place)) {
    const draft = join(folder, `draft-${process.pid}`);
    rmSync(draft, { recursive: true, force: true });
    for (const [path, text] of files) {
      mkdirSync(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
      // The files hold the trunks' passwords and our own.
      writeFileSync(join(draft, path), text, { mode: 0o600 });
    }
    const version = `<include><X-PRE-PROCESS cmd="set" data="${VERSION_VARIABLE}=${hash}"/></include>\n`;
    writeFileSync(join(draft, "version.xml"), version, { mode: 0o600 });
    renameSync(draft, place);
  }
  const link = join(folder, `link-${process.pid}`);
  rmSync(link, { force: true });
  symlinkSync(name, link);
  renameSync(link, current);
  dropOthers(folder, name);
  return hash;
}

/** Copies what the switch plays into its own folder, so that a container sees it too. */
export function placeSound(folder: string, name: string, source: string): string {
  const target = join(folder, "sounds", name);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const draft = `${target}.${process.pid}`;
  cpSync(source, draft);
  renameSync(draft, target);
  return target;
}

function hashOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${path}\0${text}\0`);
  return hash.digest("hex").slice(0, 16);
}

function dropOthers(folder: string, keep: string): void {
  for (const entry of readdirSync(folder)) {
    const isOld = entry.startsWith(VERSION_PREFIX) && entry !== keep;
    if (isOld && lstatSync(join(folder, entry)).isDirectory()) rmSync(join(folder, entry), { recursive: true });
  }
}

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const shipped = fileURLToPath(new URL("../../../config", import.meta.url));

export const REPAIR_NUMBER = "8000";

/** The shipped hospital with other times for its repair group; the folder goes into `parent`. */
export function hospitalWith(
  times: { ringSeconds?: number; afterCallWorkSeconds?: number },
  parent = mkdtempSync(join(tmpdir(), "hotline-e2e-config-")),
): string {
  const folder = join(parent, "config");
  cpSync(shipped, folder, { recursive: true });
  const file = join(folder, "skill-groups.yaml");
  const [repair = "", ...others] = readFileSync(file, "utf8").split("\n---\n");
  const changed = Object.entries(times).reduce(
    (text, [name, seconds]) => text.replace(new RegExp(`(${name}): \\d+`), `$1: ${seconds}`),
    repair,
  );
  writeFileSync(file, [changed, ...others].join("\n---\n"));
  // The schema of the editor lies beside the shipped folder; the loader does not need it.
  return folder;
}

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const shipped = fileURLToPath(new URL("../../../config", import.meta.url));

export const REPAIR_NUMBER = "8000";

/** The shipped hospital with other times for its repair group, in a folder of its own; `closeHospital` removes it. */
export function hospitalWith({
  carrierPort,
  ...times
}: {
  ringSeconds?: number;
  afterCallWorkSeconds?: number;
  /** Where calls go that leave the hospital. */
  carrierPort?: number;
}): string {
  const folder = mkdtempSync(join(tmpdir(), "hotline-e2e-config-"));
  cpSync(shipped, folder, { recursive: true });
  const file = join(folder, "skill-groups.yaml");
  const [repair = "", ...others] = readFileSync(file, "utf8").split("\n---\n");
  const changed = Object.entries(times).reduce((text, [name, seconds]) => {
    const setting = new RegExp(`^( *${name}): \\d+$`, "m");
    if (!setting.test(text)) throw new Error(`the repair group has no ${name} to change`);
    return text.replace(setting, `$1: ${seconds}`);
  }, repair);
  writeFileSync(file, [changed, ...others].join("\n---\n"));
  if (carrierPort !== undefined) {
    const lines = join(folder, "lines.yaml");
    writeFileSync(lines, readFileSync(lines, "utf8").replace("port: 5090", `port: ${carrierPort}`));
  }
  return folder;
}

export function closeHospital(folder: string | undefined): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const shipped = fileURLToPath(new URL("../../../config", import.meta.url));

export const REPAIR_NUMBER = "8000";

/**
 * The shipped hospital with other times for its repair group, in a folder of its own; `closeHospital` removes it. Nobody is asked
 * for a rating after the talk unless the test wants it.
 */
export function hospitalWith(
  times: { ringSeconds?: number; afterCallWorkSeconds?: number },
  {
    survey = false,
    carrierPort,
  }: { survey?: boolean; /** Where calls go that leave the hospital. */ carrierPort?: number } = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "hotline-e2e-config-"));
  cpSync(shipped, folder, { recursive: true });
  if (!survey) {
    const organization = join(folder, "organization.yaml");
    const text = readFileSync(organization, "utf8");
    if (!text.includes("enabled: true")) throw new Error("the shipped hospital has no survey to switch off");
    writeFileSync(organization, text.replace("enabled: true", "enabled: false"));
  }
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

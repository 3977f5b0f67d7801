import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, printFigure } from "../figure.ts";
import { runChild } from "../support/child.ts";

const DOCUMENTS = 5_000;
const ROUNDS = 5;
const root = fileURLToPath(new URL("../../../", import.meta.url));

/** `validate.ms@5000`, `validate.rss_mb@5000`: the command as a person runs it, against a plain YAML parse of the same files. */
export async function benchConfig(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hotline-bench-"));
  try {
    await writeDeployment(folder);
    const parser = join(folder, "plain-parse.mjs");
    await writeFile(parser, plainParse);
    const ours: { ms: number; mb: number }[] = [];
    const plain: { ms: number; mb: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await measure(join(root, "cli/bin/hotline.ts"), ["config", "validate", join(folder, "config")]));
      plain.push(await measure(parser, [join(folder, "config"), join(root, "package.json")]));
    }
    const of = (rounds: typeof ours, key: "ms" | "mb") => median(rounds.map((round) => round[key]));
    const peer = "yaml parse alone";
    printFigure({ figure: "validate.ms@5000", value: of(ours, "ms"), unit: "ms", peer, peerValue: of(plain, "ms") });
    printFigure({
      figure: "validate.rss_mb@5000",
      value: of(ours, "mb"),
      unit: "mb",
      peer,
      peerValue: of(plain, "mb"),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure(command: string, args: readonly string[]): Promise<{ ms: number; mb: number }> {
  const { exitCode, wallMs, peakRssMb, stdout, stderr } = await runChild(command, args, root);
  if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode}: ${stdout.slice(0, 2_000)}${stderr}`);
  return { ms: wallMs, mb: peakRssMb };
}

/** The shipped hospital with agents added until there are 5,000 documents, in files of 100. */
async function writeDeployment(folder: string): Promise<void> {
  const { loadFolder } = await import("@hotline/schemas");
  const shipped = await loadFolder(join(root, "config"), {});
  const config = join(folder, "config");
  let count = 0;
  for (const { path, text } of shipped.files) {
    await mkdir(join(config, path, ".."), { recursive: true });
    await writeFile(join(config, path), text);
    count += (text.match(/^kind:/gm) ?? []).length;
  }
  for (const name of await prompts()) await copyPrompt(name, config);
  const group = Object.keys(shipped.deployment?.groups ?? {})[0];
  if (group === undefined) throw new Error("the shipped config has no skill group to put agents into");
  const documents: string[] = [];
  for (let index = 0; count + documents.length < DOCUMENTS; index += 1) {
    documents.push(
      `kind: Agent\nname: bench-${index}\nlabel: 坐席 ${index}\nspec:\n  extension: "${200_000 + index}"\n` +
        `  roles: [agent]\n  groups:\n    - group: ${group}\n  primaryGroup: ${group}\n`,
    );
  }
  for (let start = 0; start < documents.length; start += 100) {
    await writeFile(join(config, `bench-${start}.yaml`), documents.slice(start, start + 100).join("---\n"));
  }
}

async function prompts(): Promise<string[]> {
  const { readdir } = await import("node:fs/promises");
  return readdir(join(root, "config/prompts")).catch(() => []);
}

async function copyPrompt(name: string, config: string): Promise<void> {
  await mkdir(join(config, "prompts"), { recursive: true });
  await writeFile(join(config, "prompts", name), await readFile(join(root, "config/prompts", name)));
}

const plainParse = `
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
const [folder, from] = process.argv.slice(2);
const { parseAllDocuments } = createRequire(from)("yaml");
let count = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith(".yaml")) continue;
  for (const document of parseAllDocuments(readFileSync(entry.parentPath + "/" + entry.name, "utf8"))) {
    document.toJS();
    count += 1;
  }
}
console.log(count);
`;

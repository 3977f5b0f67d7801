import { deploymentHash, formatProblem, loadFolder } from "@hotline/schemas";
import type { LoadResult } from "@hotline/schemas";
import type { Check } from "../api/views.ts";
import { lang, say } from "../language.ts";
import { fail, ok, warn } from "./check.ts";

/** @param inForce hash of what the server has applied; null when nothing was, undefined when nobody can say */
export async function checkConfiguration(folder: string, inForce: string | null | undefined): Promise<Check[]> {
  const loaded = await loadFolder(folder, { lang });
  return [validity(folder, loaded), promptFiles(loaded), ...drift(folder, loaded, inForce)];
}

function validity(folder: string, { problems, files }: LoadResult): Check {
  const [first] = problems;
  if (first === undefined) {
    return ok(
      "config",
      say({
        zh: `${folder}：${String(files.length)} 个文件，没有问题`,
        en: `${folder}: ${String(files.length)} file(s), no problems`,
      }),
    );
  }
  const count = String(problems.length);
  return fail("config", say({ zh: `${folder}：${count} 处问题`, en: `${folder}: ${count} problem(s)` }), {
    cause: formatProblem(first),
    cure: say({
      zh: `hotline config validate ${folder} 列出全部`,
      en: `hotline config validate ${folder} lists them all`,
    }),
  });
}

function promptFiles({ problems, prompts }: LoadResult): Check {
  const wrong = problems.find(({ code }) => code.startsWith("prompt."));
  if (wrong === undefined) {
    return ok(
      "prompts",
      say({
        zh: `${String(prompts.length)} 个自备语音文件，都可用`,
        en: `${String(prompts.length)} own file(s), all usable`,
      }),
    );
  }
  return fail("prompts", wrong.message, { cause: formatProblem(wrong), cure: wrong.hint ?? "" });
}

function drift(folder: string, { deployment }: LoadResult, inForce: string | null | undefined): Check[] {
  if (deployment === undefined || inForce === undefined) return [];
  if (inForce === null) {
    return [
      warn("drift", say({ zh: "还没有生效的配置", en: "no configuration is in force yet" }), {
        cause: say({ zh: "从没有应用过", en: "none was ever applied" }),
        cure: `hotline config apply ${folder}`,
      }),
    ];
  }
  const hash = deploymentHash(deployment);
  if (hash === inForce) {
    return [
      ok(
        "drift",
        say({
          zh: `文件夹就是生效的配置（${hash.slice(0, 12)}）`,
          en: `the folder is what is in force (${hash.slice(0, 12)})`,
        }),
      ),
    ];
  }
  const found = say({
    zh: `文件夹 ${hash.slice(0, 12)}，生效的是 ${inForce.slice(0, 12)}`,
    en: `folder ${hash.slice(0, 12)}, in force ${inForce.slice(0, 12)}`,
  });
  return [
    warn("drift", found, {
      cause: say({
        zh: "文件夹改了还没应用，或别人应用了另一份",
        en: "changed but not applied, or somebody applied another",
      }),
      cure: say({
        zh: `hotline config plan ${folder} 看差别`,
        en: `hotline config plan ${folder} shows the difference`,
      }),
    }),
  ];
}

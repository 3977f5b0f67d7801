import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LoadOptions } from "@hotline/schemas";

/** Comes with Hotline; every other music or prompt is a file of the configuration folder. */
const OWN_PROMPTS = ["default"];

export const promptsFolder = (configFolder: string): string => join(configFolder, "prompts");

/**
 * Against what an apply is checked: the prompts that lie in the server's own configuration folder at that moment, since the
 * files of an apply carry no sound, and the server's environment for secrets.
 */
export function serverLoadOptions(configFolder: string): LoadOptions {
  return {
    get builtinPrompts() {
      return [...OWN_PROMPTS, ...soundsIn(promptsFolder(configFolder))];
    },
    env: process.env,
  };
}

function soundsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".wav"));
  } catch {
    return []; // a configuration need not have any
  }
}

import { createHash } from "node:crypto";
import type { Deployment } from "@hotline/schemas";
import type { SurveyPart } from "../../../acd/index.ts";

/** The sounds that come along and every deployment has, by their names in the folder prompts. */
export const OWN_SOUNDS = ["survey-2", "survey-3", "survey-5", "survey-retry", "survey-thanks"] as const;

/** What is played where the configuration says default. */
export function surveySound(part: SurveyPart, levels: number): string {
  if (part === "ask") return `survey-${levels}`;
  return part === "again" ? "survey-retry" : "survey-thanks";
}

/** Prompts of the configuration, beside the music. */
export function promptsOf({ organization }: Deployment): string[] {
  const { survey } = organization.spec;
  if (survey === undefined) return [];
  return [...new Set([survey.prompt, survey.retryPrompt, survey.thanksPrompt])].filter((name) => name !== "default");
}

/** File names may be in any script; this one goes into the switch's words. */
export function soundFile(prompt: string): string {
  return `prompt-${createHash("sha256").update(prompt).digest("hex").slice(0, 12)}.wav`;
}

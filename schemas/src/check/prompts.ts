import { finding, type Finding } from "../problems/finding.ts";
import type { FieldPath } from "../problems/finding.ts";
import { quote } from "../problems/show.ts";
import { placeIn, type Entries, type Entry } from "./entries.ts";
import { nearest } from "./nearest.ts";
import { meant } from "./schema-findings.ts";

/** Every prompt a document names is there and can be played. */
export function checkPrompts(entries: Entries): Finding[] {
  const ofGroups = entries
    .valid("SkillGroup")
    .flatMap((group) => checkPrompt(entries, group, group.content.spec.music, ["spec", "music"]));
  const ofSurveys = entries.valid("Organization").flatMap((organization) => {
    const { survey } = organization.content.spec;
    if (survey === undefined) return [];
    return (["prompt", "retryPrompt", "thanksPrompt"] as const).flatMap((field) =>
      checkPrompt(entries, organization, survey[field], ["spec", "survey", field]),
    );
  });
  return [...ofGroups, ...ofSurveys];
}

function checkPrompt(entries: Entries, entry: Entry, name: string, path: FieldPath): Finding[] {
  const at = placeIn(entry, path);
  const prompt = entries.prompts.get(name);
  if (prompt === undefined) {
    const guess = nearest(name, entries.prompts.keys());
    return [finding("prompt.missing", at, { prompt: quote(name) }, guess === undefined ? undefined : meant(guess, []))];
  }
  return prompt.wrong ? [finding("prompt.format", at, { prompt: quote(name), actual: prompt.wrong })] : [];
}

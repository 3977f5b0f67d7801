import { finding, type Finding } from "../problems/finding.ts";
import { quote } from "../problems/show.ts";
import { placeIn, type Entries } from "./entries.ts";
import { nearest } from "./nearest.ts";
import { meant } from "./schema-findings.ts";

/** Every prompt a document names is there and can be played. */
export function checkPrompts(entries: Entries): Finding[] {
  return entries.valid("SkillGroup").flatMap((group) => {
    const { music } = group.content.spec;
    const at = placeIn(group, ["spec", "music"]);
    const prompt = entries.prompts.get(music);
    if (prompt === undefined) {
      const guess = nearest(music, entries.prompts.keys());
      return [
        finding("prompt.missing", at, { prompt: quote(music) }, guess === undefined ? undefined : meant(guess, [])),
      ];
    }
    return prompt.wrong ? [finding("prompt.format", at, { prompt: quote(music), actual: prompt.wrong })] : [];
  });
}

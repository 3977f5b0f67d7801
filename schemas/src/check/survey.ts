import { finding, type Finding } from "../problems/finding.ts";
import { placeIn, type Entries } from "./entries.ts";

const levelCounts = [2, 3, 5];

/** S13: the prompts that come along, and the figures of the reports, are for 2, 3 or 5 levels. */
export function checkSurvey(entries: Entries): Finding[] {
  return entries.valid("Organization").flatMap((organization) => {
    const { survey } = organization.content.spec;
    if (survey === undefined || levelCounts.includes(survey.levels.length)) return [];
    const at = placeIn(organization, ["spec", "survey", "levels"]);
    return [finding("survey.levels", at, { count: String(survey.levels.length) })];
  });
}

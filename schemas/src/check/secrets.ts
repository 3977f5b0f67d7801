import { finding, type Finding } from "../problems/finding.ts";
import { secretVariable, type Environment } from "../secrets.ts";
import { placeIn, type Entries } from "./entries.ts";

/** The environment holds every secret the documents refer to; asked only where they are about to be used. */
export function checkSecrets(entries: Entries, environment: Environment): Finding[] {
  return entries.valid("Trunk").flatMap((trunk) => {
    const reference = trunk.content.spec.registration?.password;
    const variable = reference === undefined ? undefined : secretVariable(reference);
    if (variable === undefined || environment[variable]) return [];
    return [finding("env.missing", placeIn(trunk, ["spec", "registration", "password"]), { variable })];
  });
}

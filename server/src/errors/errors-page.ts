import { catalogue } from "./catalogue.ts";

/** docs/errors.md, made from the catalogue. */
export function errorsPage(): string {
  const sections = Object.entries(catalogue).map(
    ([code, { status, title, what, hint }]) => `## ${code}\n\n${status} · ${title}\n\n${what}\n\n→ ${hint}\n`,
  );
  return [
    "# Errors of the server\n",
    "<!-- Made from server/src/errors/catalogue.ts by `node server/scripts/generate.ts`; do not edit. -->\n",
    "Every refusal is an RFC 9457 problem (`application/problem+json`) with one of these codes, the request id, and where",
    "several places of the request are wrong, all of them in `errors`.\n",
    ...sections,
  ].join("\n");
}

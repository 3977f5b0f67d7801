import { safeValue } from "../text.ts";

/** Variables of a leg that a dial string makes, as the braces before it hold them. */
export function originationVariables(variables: Readonly<Record<string, string | number>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${quoteSpaces(safeValue(name, String(value)))}`)
    .join(",");
}

function quoteSpaces(value: string): string {
  return value.includes(" ") ? `'${value}'` : value;
}

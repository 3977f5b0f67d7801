import type { Words } from "../words.ts";
import type { catalogue, ProblemCode } from "./catalogue.ts";

export type FieldPath = readonly (string | number)[];

/** Where something stands, before lines and columns are worked out (only problems pay for that). */
export type Place =
  { file: string; offset: number } | { file: string; document: number; path: FieldPath; on: "value" | "key" };

export type Param = string | number | Words | Place;

type ParamNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

/** The words in braces of a code's Chinese text (which holds all of the entry's). */
export type ParamsOf<Code extends ProblemCode> = Record<ParamNames<(typeof catalogue)[Code]["zh"]>, Param>;

/** A problem found, not yet put into words. */
export interface Finding {
  code: ProblemCode;
  at: Place;
  params: Record<string, Param>;
  /** In place of the catalogue's hint, where this very case allows a better one. */
  hint?: Words;
}

export function finding<Code extends ProblemCode>(
  code: Code,
  at: Place,
  params: ParamsOf<Code>,
  hint?: Words,
): Finding {
  return { code, at, params, ...(hint && { hint }) };
}

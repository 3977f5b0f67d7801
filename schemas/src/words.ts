/** The languages people read problems and plans in. */
export type Lang = "zh" | "en";

/** One text in both languages. */
export type Words = Record<Lang, string>;

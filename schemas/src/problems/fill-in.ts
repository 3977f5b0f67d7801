import type { Lang } from "../words.ts";

const han = /\p{Script=Han}/u;
const latin = /[\p{Script=Latin}0-9"$]/u;
const fullWidthMark = /[\u3000-\u303f\uff00-\uffef]/u;

/**
 * Fills `{word}` in a text. Chinese is set with a space between Han and Latin letters and none beside full-width
 * marks, which depends on what is filled in; the text around stays as its writer left it.
 */
export function fillIn(text: string, lang: Lang, valueOf: (word: string) => string | undefined): string {
  return text.replace(
    /(.?)( ?)\{([a-z]+)\}( ?)(?=(.?))/gu,
    (whole, before: string, left: string, word: string, right: string, after: string) => {
      const value = valueOf(word);
      if (value === undefined) return whole;
      if (lang !== "zh") return `${before}${left}${value}${right}`;
      const first = value.slice(0, 1);
      const last = value.slice(-1);
      return before + space(before, left, first) + value + space(last, right, after);
    },
  );
}

function space(left: string, written: string, right: string): string {
  if (fullWidthMark.test(left) || fullWidthMark.test(right)) return "";
  if ((han.test(left) && latin.test(right)) || (latin.test(left) && han.test(right))) return " ";
  return written;
}

import type { Words } from "../words.ts";

const longestShown = 60;

/** Text from a file, quoted and cut so that a message stays one readable line. */
export function quote(text: string): string {
  const characters = [...text];
  const shown = characters.length > longestShown ? `${characters.slice(0, longestShown).join("")}…` : text;
  return JSON.stringify(shown);
}

/** A value from a file, as a message names it. */
export function show(value: unknown): Words {
  if (typeof value === "string") return same(quote(value));
  if (value === null) return { zh: "空值", en: "empty" };
  if (Array.isArray(value)) return { zh: "列表", en: "a list" };
  if (typeof value === "object") return { zh: "一组字段", en: "a map" };
  return same(String(value));
}

/** A value with its type in front, for messages where the type is what is wrong. */
export function showTyped(value: unknown): Words {
  const text = show(value);
  if (typeof value === "string") return { zh: `文字 ${text.zh}`, en: `text ${text.en}` };
  if (typeof value === "number") return { zh: `数字 ${text.zh}`, en: `number ${text.en}` };
  if (typeof value === "boolean") return { zh: `开关值 ${text.zh}`, en: `boolean ${text.en}` };
  return text;
}

function same(text: string): Words {
  return { zh: text, en: text };
}

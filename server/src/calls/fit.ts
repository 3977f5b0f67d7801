/** How well something that has these words is what was typed: 0 not at all, 3 exactly. What was typed must be `normal`. */
export function fitOf(words: readonly string[], sought: string): number {
  if (sought === "") return 1;
  return Math.max(...words.map((word) => fitOfWord(normal(word), sought)));
}

/** Width, case, spaces and hyphens do not matter to who looks for something. */
export function normal(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/[\s-]/g, "");
}

function fitOfWord(word: string, sought: string): number {
  if (word === sought) return 3;
  if (word.startsWith(sought)) return 2;
  return word.includes(sought) ? 1 : 0;
}

import type { Change, Counts } from "../api/views.ts";
import { say } from "../language.ts";
import { paint } from "../terminal/paint.ts";

const signs = {
  create: () => paint("green", "+"),
  update: () => paint("yellow", "~"),
  delete: () => paint("red", "-"),
} as const;

/** Each change as a sentence a manager can read, then how many there are of each kind. */
export function planLines(changes: readonly Change[], counts: Counts): string[] {
  const lines = changes.flatMap(({ op, sentences }) => sentences.map((words) => `${signs[op]()} ${say(words)}`));
  return [...lines, "", countWords(counts)];
}

export function countWords(counts: Counts): string {
  return say({
    zh: `新增 ${String(counts.create)}，修改 ${String(counts.update)}，删除 ${String(counts.delete)}`,
    en: `${String(counts.create)} to create, ${String(counts.update)} to update, ${String(counts.delete)} to delete`,
  });
}

export function nothingToDo(): string {
  return say({ zh: "没有变化：文件夹与生效的配置一致", en: "nothing to do: the folder is what is in force" });
}

import type { Words } from "@hotline/schemas";
import type { RecordingCheck } from "../api/views.ts";
import { say } from "../language.ts";

const words: Record<RecordingCheck["result"], Words> = {
  intact: { zh: "完好", en: "intact" },
  changed: { zh: "内容已改动", en: "changed since it was closed" },
  missing: { zh: "文件不见了", en: "file missing" },
  open: { zh: "还在录", en: "still being recorded" },
  unsealed: { zh: "没有校验值可比", en: "no checksum to compare with" },
};

export function resultWords(result: RecordingCheck["result"]): string {
  return say(words[result]);
}

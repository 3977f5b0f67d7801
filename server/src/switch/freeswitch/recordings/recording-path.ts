import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { safeValue } from "../text.ts";

const NAME = /^(?<segmentId>[\w-]+)\.(?<part>\d+)\.wav$/;

/** `<recordings>/YYYY/MM/DD/<segmentId>.<part>.wav`, the day in UTC; its folder is made. */
export function recordingPath(folder: string, segmentId: string, part: number, at: Date): string {
  const day = at.toISOString().slice(0, 10).split("-");
  const path = join(folder, ...day, `${segmentId}.${part}.wav`);
  if (!NAME.test(basename(path))) throw new RangeError(`no recording can be named ${segmentId}.${part}`);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return safeValue("recording path", path);
}

export function parseRecordingPath(path: string): { segmentId: string; part: number } | undefined {
  const groups = NAME.exec(basename(path))?.groups;
  if (groups?.["segmentId"] === undefined || groups["part"] === undefined) return undefined;
  return { segmentId: groups["segmentId"], part: Number(groups["part"]) };
}

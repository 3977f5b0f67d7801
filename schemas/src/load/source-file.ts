import { finding, type Finding } from "../problems/finding.ts";

/** A configuration file; `path` is relative to the folder, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
  /** The bytes were not UTF-8, so the text is good for showing places only. */
  undecodable?: true;
}

const megabyte = 1024 * 1024;

export const maxFileBytes = 5 * megabyte;

export function tooLarge(file: string, bytes: number): Finding {
  const size = `${(bytes / megabyte).toFixed(1)} MB`;
  return finding("file.too-large", { file, offset: 0 }, { size, limit: `${maxFileBytes / megabyte} MB` });
}

import { createHash } from "node:crypto";
import { DEFAULT_MUSIC } from "../names.ts";
import { element, param } from "./template.ts";

export interface MusicStream {
  readonly name: string;
  /** A folder with nothing but the WAV files of the stream. */
  readonly folder: string;
}

/** File names may be in any script; a stream's name goes into dial strings. */
export function streamName(music: string): string {
  if (music === DEFAULT_MUSIC) return DEFAULT_MUSIC;
  return `music-${createHash("sha256").update(music).digest("hex").slice(0, 12)}`;
}

export function streamElement({ name, folder }: MusicStream): string {
  return element("directory", { name, path: folder }, [
    param("rate", 8_000),
    param("channels", 1),
    param("interval", 20),
    param("shuffle", "false"),
    param("timer-name", "soft"),
  ]);
}

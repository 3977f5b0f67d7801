export interface ByteRange {
  /** First and last byte, both included. */
  readonly first: number;
  readonly last: number;
}

/**
 * The one range a Range header asks for (RFC 9110 section 14). Undefined where the whole file is to be sent: no header,
 * another unit, several ranges, or words that are none. "outside" where no byte of it exists.
 */
export function byteRange(header: string | undefined, bytes: number): ByteRange | "outside" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (match === null) return undefined;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return undefined;
  if (from === "") {
    // The last so many bytes; all where the file is shorter.
    const length = Number(to);
    return length === 0 || bytes === 0 ? "outside" : { first: Math.max(0, bytes - length), last: bytes - 1 };
  }
  const first = Number(from);
  const last = to === "" ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== "" && Number(to) < first) return undefined;
  return first >= bytes ? "outside" : { first, last };
}

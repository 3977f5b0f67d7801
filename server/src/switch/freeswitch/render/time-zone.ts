import { readFileSync } from "node:fs";

/**
 * The switch wants a zone as POSIX writes it ("CST-8"), with the sign the other way round. The rule stands in the footer of
 * the system's zone file (RFC 8536, section 3.3); where there is none, the zone's present offset must do.
 */
export function posixTimeZone(name: string, zoneFolder = "/usr/share/zoneinfo"): string {
  return plainNames(footerOf(`${zoneFolder}/${name}`) ?? fixedOffset(name));
}

/** The switch's parser takes the sign in a quoted name ("<-08>8") for the offset; names mean nothing to it. */
export function plainNames(rule: string): string {
  const names = ["LST", "LDT"];
  return rule.replace(/<[^>]*>/g, () => names.shift() ?? "LST");
}

function footerOf(path: string): string | undefined {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch {
    return undefined;
  }
  const lines = content.toString("latin1").split("\n");
  const footer = lines.at(-2);
  return footer !== undefined && /^[-+A-Za-z0-9<>,./:]+$/.test(footer) ? footer : undefined;
}

function fixedOffset(name: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" }).formatToParts();
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(offset);
  if (match === null) return "UTC0";
  const [, sign, hours, minutes] = match;
  if (Number(hours) === 0 && Number(minutes) === 0) return "UTC0";
  return `UTC${sign === "+" ? "-" : "+"}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}

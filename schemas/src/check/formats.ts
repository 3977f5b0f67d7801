import { parsePeer } from "./peers.ts";

const hostName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const digitsAndDots = /^[0-9.]+$/;

/** What the `format` words in schemas/kinds mean. */
export const formats: Record<string, (value: string) => boolean> = {
  "time-zone": isTimeZone,
  date: isDate,
  host: isHost,
  "ip-or-cidr": (value) => parsePeer(value) !== undefined,
};

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    // Intl has no other way to ask; RangeError is its "no".
    return false;
  }
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** 300.1.2.3 would pass as a host name, but whoever wrote it meant an address. */
function isHost(value: string): boolean {
  if (digitsAndDots.test(value) || value.includes(":")) return !value.includes("/") && parsePeer(value) !== undefined;
  return hostName.test(value);
}

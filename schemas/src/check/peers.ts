import { isIPv4, isIPv6 } from "node:net";

export interface PeerRange {
  family: 4 | 6;
  first: bigint;
  last: bigint;
}

/** The addresses an IP or a CIDR range (RFC 4632, RFC 4291) stands for; undefined when it is neither. */
export function parsePeer(text: string): PeerRange | undefined {
  const [address = "", prefix, ...more] = text.split("/");
  const family = isIPv4(address) ? 4 : isIPv6(address) && !address.includes("%") ? 6 : undefined;
  if (family === undefined || more.length > 0) return undefined;
  const bits = family === 4 ? 32 : 128;
  if (prefix !== undefined && !/^(0|[1-9]\d{0,2})$/.test(prefix)) return undefined;
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) return undefined;
  const number = family === 4 ? ipv4Number(address) : ipv6Number(address);
  const size = 1n << BigInt(bits - length);
  const first = (number / size) * size;
  return { family, first, last: first + size - 1n };
}

export function peersOverlap(a: PeerRange, b: PeerRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function ipv4Number(address: string): bigint {
  return address.split(".").reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function ipv6Number(address: string): bigint {
  // The last 32 bits may be written as an IPv4 address (RFC 4291, 2.2).
  const withHexTail = address.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const number = ipv4Number(tail);
    return `${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
  });
  const [head = "", tail] = withHexTail.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => "0");
  return [...front, ...zeros, ...back].reduce((number, group) => (number << 16n) + BigInt(`0x${group}`), 0n);
}

import { BlockList } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePeer, peersOverlap } from "./peers.ts";

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();

test.each([
  "",
  "10.0.0",
  "10.0.0.256",
  "10.0.0.1/",
  "10.0.0.1/33",
  "10.0.0.1/08",
  "10.0.0.1/8/8",
  "fe80::1%eth0",
  "::/129",
  "host",
])("%j is neither an address nor a range", (text) => expect(parsePeer(text)).toBeUndefined());

test("an address lies in a range exactly when Node's own block list says so", () => {
  const v4 = fc.tuple(ipv4, ipv4, fc.integer({ min: 0, max: 32 }));
  const v6 = fc.tuple(ipv6, ipv6, fc.integer({ min: 0, max: 128 }));
  for (const [family, cases] of [
    ["ipv4", v4],
    ["ipv6", v6],
  ] as const) {
    fc.assert(
      fc.property(cases, ([address, base, prefix]) => {
        const list = new BlockList();
        list.addSubnet(base, prefix, family);
        expect(overlap(address, `${base}/${prefix}`)).toBe(list.check(address, family));
      }),
    );
  }
});

test("a range overlaps itself, its parts and its whole, and never one of the other family", () => {
  expect(overlap("10.1.0.0/16", "10.0.0.0/8")).toBe(true);
  expect(overlap("10.0.0.0/8", "10.1.2.3")).toBe(true);
  expect(overlap("10.0.0.0/9", "10.128.0.0/9")).toBe(false);
  expect(overlap("0.0.0.0/0", "::/0")).toBe(false);
});

function overlap(a: string, b: string): boolean {
  const [first, second] = [parsePeer(a), parsePeer(b)];
  if (!first || !second) throw new Error(`${a} or ${b} does not parse`);
  return peersOverlap(first, second);
}

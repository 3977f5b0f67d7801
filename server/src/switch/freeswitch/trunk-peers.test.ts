import type { TrunkDocument } from "@hotline/schemas";
import { describe, expect, it } from "vitest";
import { TrunkPeers } from "./trunk-peers.ts";

function trunk(name: string, peers: string[]): TrunkDocument {
  const spec = {
    host: "h",
    port: 5060,
    transport: "udp" as const,
    peers,
    channels: 1,
    callerIds: [],
    callerId: "1",
    priority: 1,
  };
  return { kind: "Trunk", name, label: name, spec };
}

describe("TrunkPeers", () => {
  const own = { address: "10.1.0.1", port: 5_080 };
  const trunks = { b: trunk("b", ["10.1.0.0/16", "2001:db8::/32"]), a: trunk("a", ["10.2.0.7"]) };
  const peers = new TrunkPeers(trunks, own);

  it.each([
    ["10.1.200.3", "b"],
    ["10.2.0.7", "a"],
    ["10.2.0.8", undefined],
    ["2001:db8::5", "b"],
    ["not an address", undefined],
    [undefined, undefined],
  ])("when a call comes from %s, then its trunk is %s", (address, name) => {
    expect(peers.trunkOf({ address, port: 5_060 })).toBe(name);
  });

  it("when the switch calls itself, then the call came over no trunk, though a trunk has a peer at that address", () => {
    expect(peers.trunkOf(own)).toBeUndefined();
    expect(peers.trunkOf({ ...own, port: 5_081 })).toBe("b");
    expect(peers.trunkOf({ ...own, port: undefined })).toBe("b");
  });
});

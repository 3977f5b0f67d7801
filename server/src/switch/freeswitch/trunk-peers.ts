import { BlockList, isIP } from "node:net";
import type { Deployment } from "@hotline/schemas";

/** Which trunk a call came over, by the address it came from; the first in name order where two name the same peer. */
export class TrunkPeers {
  readonly #trunks: readonly { readonly name: string; readonly peers: BlockList }[];

  constructor(trunks: Deployment["trunks"]) {
    this.#trunks = Object.values(trunks)
      .map(({ name, spec }) => ({ name, peers: listOf(spec.peers) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  trunkOf(address: string | undefined): string | undefined {
    const family = isIP(address ?? "");
    if (address === undefined || family === 0) return undefined;
    return this.#trunks.find(({ peers }) => peers.check(address, family === 6 ? "ipv6" : "ipv4"))?.name;
  }
}

function listOf(peers: readonly string[]): BlockList {
  const list = new BlockList();
  for (const peer of peers) {
    const [address = "", prefix] = peer.split("/");
    const family = isIP(address);
    if (family === 0) continue;
    const type = family === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix), type);
  }
  return list;
}

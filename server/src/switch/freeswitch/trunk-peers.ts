import { BlockList, isIP } from "node:net";
import type { Deployment } from "@hotline/schemas";

/** Where an INVITE came from. */
export interface CallSource {
  readonly address: string | undefined;
  readonly port: number | undefined;
}

/**
 * Which trunk a call came over, by the address it came from; the first in name order where two name the same peer. A test call
 * of the switch to itself came over none, though a trunk may have a peer at the same address.
 */
export class TrunkPeers {
  readonly #trunks: readonly { readonly name: string; readonly peers: BlockList }[];
  readonly #own: { readonly address: string; readonly port: number };

  constructor(trunks: Deployment["trunks"], own: { readonly address: string; readonly port: number }) {
    this.#own = own;
    this.#trunks = Object.values(trunks)
      .map(({ name, spec }) => ({ name, peers: listOf(spec.peers) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  trunkOf({ address, port }: CallSource): string | undefined {
    if (address === this.#own.address && port === this.#own.port) return undefined;
    const family = isIP(address ?? "");
    if (address === undefined || family === 0) return undefined;
    return this.#trunks.find(({ peers }) => peers.check(address, family === 6 ? "ipv6" : "ipv4"))?.name;
  }
}

/** From the switch's own variables. */
export function callSource(address: string | undefined, port: string | undefined): CallSource {
  return { address, port: port === undefined ? undefined : Number(port) };
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

import { finding, type Finding } from "../problems/finding.ts";
import { placeIn, type Entries, type ValidEntry } from "./entries.ts";
import { parsePeer, peersOverlap, type PeerRange } from "./peers.ts";

interface OwnedPeer {
  trunk: ValidEntry<"Trunk">;
  index: number;
  text: string;
  range: PeerRange;
}

/** An inbound call's trunk is told by where it comes from, so no address may belong to two trunks. */
export function checkTrunks(entries: Entries): Finding[] {
  const peers = entries.valid("Trunk").flatMap((trunk) =>
    trunk.content.spec.peers.flatMap((text, index): OwnedPeer[] => {
      const range = parsePeer(text);
      return range ? [{ trunk, index, text, range }] : [];
    }),
  );
  // In order of first address, an overlap is always with the one seen so far that reaches farthest.
  peers.sort(
    (a, b) =>
      a.range.family - b.range.family || (a.range.first < b.range.first ? -1 : a.range.first > b.range.first ? 1 : 0),
  );
  const findings: Finding[] = [];
  let farthest: OwnedPeer | undefined;
  for (const peer of peers) {
    if (farthest && farthest.trunk !== peer.trunk && peersOverlap(farthest.range, peer.range)) {
      findings.push(overlap(farthest, peer));
    }
    if (!farthest || farthest.range.family !== peer.range.family || peer.range.last > farthest.range.last)
      farthest = peer;
  }
  return findings;
}

function overlap(other: OwnedPeer, peer: OwnedPeer): Finding {
  return finding("trunk.peer-overlap", placeIn(peer.trunk, ["spec", "peers", peer.index]), {
    peer: peer.text,
    other: other.trunk.content.label,
    otherpeer: other.text,
    first: placeIn(other.trunk, ["spec", "peers", other.index]),
  });
}

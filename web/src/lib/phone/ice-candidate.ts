/**
 * Whether a call may be answered with what has been gathered up to this candidate. The switch learns the rest from our
 * connectivity checks (RFC 8445, 7.3.1.3), so without helpers the first UDP address of this computer is enough; with STUN
 * or TURN configured somebody meant the answer to carry what they find.
 */
export function isEnough(candidate: { type: string | null; protocol: string | null }, helpers: number): boolean {
  if (candidate.protocol !== "udp" && candidate.type !== "relay") return false;
  return helpers === 0 ? true : candidate.type === "srflx" || candidate.type === "relay";
}

import { resolveSecret, type Environment, type TrunkDocument } from "@hotline/schemas";
import { SwitchError } from "../errors.ts";
import { dialable, safeValue } from "../text.ts";
import { element, param } from "./template.ts";

const PING_SECONDS = 30;

/** Where our calls over this trunk go; pinged so that a dead trunk is known before somebody needs it. */
export function gateway(trunk: TrunkDocument, environment: Environment): string {
  const { host, port, transport, registration, callerId } = trunk.spec;
  const shared = [
    param("realm", host),
    param("proxy", `${host}:${port}`),
    param("from-user", callerId),
    param("from-domain", host),
    param("caller-id-in-from", "true"),
    // Also the transport of calls, registered or not.
    param("register-transport", transport),
    param("ping", PING_SECONDS),
    param("context", "hotline"),
  ];
  const credentials =
    registration === undefined
      ? [param("username", trunk.name), param("password", "none"), param("register", "false")]
      : [
          param("username", registration.username),
          param("password", passwordOf(trunk.name, registration.password, environment)),
          param("register", "true"),
          param("expire-seconds", registration.expirySeconds),
        ];
  return element("gateway", { name: trunk.name }, [...shared, ...credentials]);
}

export function peerNodes(trunks: readonly TrunkDocument[]): string[] {
  const peers = new Set(trunks.flatMap(({ spec }) => spec.peers));
  return [...peers].sort().map((peer) => element("node", { type: "allow", cidr: cidrOf(peer) }));
}

export function cidrOf(peer: string): string {
  if (peer.includes("/")) return peer;
  return peer.includes(":") ? `${peer}/128` : `${peer}/32`;
}

/** In the order our own calls try them. */
export function trunksInOrder(trunks: Readonly<Record<string, TrunkDocument>>): TrunkDocument[] {
  return Object.values(trunks).sort(
    (a, b) => a.spec.priority - b.spec.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

/** One number over each trunk in turn, as a dial string. */
export function gatewayWays(number: string, trunks: readonly TrunkDocument[]): string {
  return trunks
    .map(({ name, spec }) => {
      const callerId = dialable("callerId", spec.callerId);
      return (
        `[origination_caller_id_number=${callerId},origination_caller_id_name=${callerId}]` +
        `sofia/gateway/${safeValue("trunk", name)}/${number}`
      );
    })
    .join("|");
}

/** The secret goes only into the rendered file, which its owner alone may read. */
function passwordOf(trunk: string, reference: string, environment: Environment): string {
  const secret = resolveSecret(reference, environment);
  if (secret === undefined || secret === "") {
    throw new SwitchError(
      "switch.secret-missing",
      `The password ${reference} of trunk ${trunk} is not in the server's environment.`,
      "Set the variable and start the server again.",
    );
  }
  return secret;
}

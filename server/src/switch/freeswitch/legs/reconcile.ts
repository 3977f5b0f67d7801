import type { LegReport } from "../../../acd/index.ts";
import type { LegRole, LegState } from "../../../acd/index.ts";
import type { EventSocket } from "../connection/event-socket.ts";
import type { SwitchEventFields } from "../connection/fields.ts";
import { VARIABLE } from "../names.ts";
import { callingParty } from "../party.ts";
import { callSource, type CallSource } from "../trunk-peers.ts";
import { variableOf } from "./leg-events.ts";
import { readSurvey } from "./survey-report.ts";

/** The list lags behind the legs, by a quarter of a second under load; the count of sessions does not. */
const LIST_SETTLES_WITHIN_MS = 1_500;
const LOOK_AGAIN_MS = 50;

interface ChannelList {
  readonly rows?: readonly { readonly uuid?: string }[];
}

/** Every leg the switch has, with what its own variables say. Legs that end meanwhile are left out. */
export async function readLegs(
  socket: EventSocket,
  now: () => number,
  trunkOf: (source: CallSource) => string | undefined,
): Promise<LegReport[]> {
  const ids = await settledList(socket);
  const reports: LegReport[] = [];
  for (const id of ids) {
    const fields = await dumpLeg(socket, id);
    if (fields === undefined) continue;
    // The count is of questions in a row that nobody answered; short restarts one after the other must not add up to a duty call.
    if (variableOf(fields, VARIABLE.away) !== undefined) await socket.api(`uuid_setvar ${id} ${VARIABLE.away}`);
    const report = reportOf(id, fields, now());
    if (report === undefined) continue;
    const source = callSource(variableOf(fields, "sip_network_ip"), variableOf(fields, "sip_network_port"));
    const trunk = variableOf(fields, VARIABLE.trunk) ?? trunkOf(source);
    reports.push({ ...report, trunk: report.role === "customer" ? trunk : undefined });
  }
  return reports;
}

async function settledList(socket: EventSocket): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
    for (const id of await listLegs(socket)) ids.add(id);
    const sessions = /^(\d+) session\(s\) - peak/m.exec(await socket.api("status"))?.[1];
    if (ids.size >= Number(sessions ?? 0) || waitedMs >= LIST_SETTLES_WITHIN_MS) return ids;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function listLegs(socket: EventSocket): Promise<string[]> {
  const list = JSON.parse(await socket.api("show channels as json")) as ChannelList;
  return (list.rows ?? []).flatMap(({ uuid }) => (uuid === undefined || !/^[\w-]+$/.test(uuid) ? [] : [uuid]));
}

async function dumpLeg(socket: EventSocket, id: string): Promise<SwitchEventFields | undefined> {
  const text = await socket.api(`uuid_dump ${id} json`);
  return text.startsWith("{") ? (JSON.parse(text) as SwitchEventFields) : undefined;
}

/** Undefined for legs that are none of the engine's: the two ends of a test call's own side. */
export function reportOf(legId: string, fields: SwitchEventFields, now: number): LegReport | undefined {
  const role = roleOf(fields);
  if (role === undefined) return undefined;
  const createdMs = Number(fields["Caller-Channel-Created-Time"]) / 1_000;
  const dumpedMs = Number(fields["Event-Date-Timestamp"]) / 1_000;
  const ageMs = Number.isFinite(dumpedMs - createdMs) ? Math.max(0, dumpedMs - createdMs) : 0;
  const answeredMs = Number(fields["Caller-Channel-Answered-Time"]) / 1_000;
  const phone = variableOf(fields, VARIABLE.phone);
  const from = callingParty(
    variableOf(fields, "sip_from_user") ?? fields["Caller-Caller-ID-Number"],
    variableOf(fields, "sip_from_display") ?? fields["Caller-Caller-ID-Name"],
  );
  return {
    legId,
    role,
    state: stateOf(fields),
    callId: variableOf(fields, VARIABLE.callId),
    agent: variableOf(fields, VARIABLE.agent),
    peerLegId: peerOf(fields, role),
    from: role === "customer" ? from : undefined,
    to: role === "customer" ? (variableOf(fields, VARIABLE.to) ?? fields["Caller-Destination-Number"]) : undefined,
    direction: variableOf(fields, VARIABLE.direction) === "outbound" ? "outbound" : undefined,
    group: variableOf(fields, VARIABLE.group),
    joinedAt: numberOf(fields, VARIABLE.joinedAt),
    startedAt: Math.floor(now - ageMs),
    answeredAt: answeredMs > 0 ? Math.floor(now - Math.max(0, dumpedMs - answeredMs)) : undefined,
    offerId: variableOf(fields, VARIABLE.offerId),
    segmentId: variableOf(fields, VARIABLE.segmentId),
    recordingPart: numberOf(fields, VARIABLE.recordingPart),
    phone: phone === "browser" || phone === "sip" ? phone : undefined,
    room: variableOf(fields, VARIABLE.step) === "join" ? variableOf(fields, VARIABLE.room) : undefined,
    consultId: variableOf(fields, VARIABLE.consultId),
    survey: role === "customer" ? readSurvey((name) => variableOf(fields, name)) : undefined,
    heldAt: role === "agent" ? numberOf(fields, VARIABLE.heldAt) : undefined,
    ...(role === "supervisor" ? { listen: listenOf(fields) } : {}),
  };
}

function listenOf(fields: SwitchEventFields): LegReport["listen"] {
  const listenId = variableOf(fields, VARIABLE.listenId);
  const mode = variableOf(fields, VARIABLE.listenMode);
  if (listenId === undefined || (mode !== "listen" && mode !== "whisper" && mode !== "barge")) return undefined;
  return { listenId, mode, by: variableOf(fields, VARIABLE.listenBy) ?? "" };
}

function numberOf(fields: SwitchEventFields, name: string): number | undefined {
  const value = Number(variableOf(fields, name) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

function roleOf(fields: SwitchEventFields): LegRole | undefined {
  const role = variableOf(fields, VARIABLE.role);
  if (role === "agent" || role === "customer" || role === "duty" || role === "supervisor") return role;
  // A caller of the emergency path the server never heard of.
  if (fields["Call-Direction"] === "inbound" && variableOf(fields, "sofia_profile_name") === "trunk") return "customer";
  return undefined;
}

function stateOf(fields: SwitchEventFields): LegState {
  switch (fields["Answer-State"]) {
    case "answered":
      return fields["Channel-Call-State"] === "HELD" ? "held" : "up";
    case "early":
      return "early";
    case "ringing":
      return "ringing";
    case "hangup":
      return "gone";
    default:
      return "dialing";
  }
}

/** Whom a customer's leg is bridged to; whom an agent's leg rings or talks for; which leg a leader's listens to. */
function peerOf(fields: SwitchEventFields, role: LegRole): string | undefined {
  if (role === "supervisor") return variableOf(fields, VARIABLE.agentLeg);
  if (role === "agent") return variableOf(fields, VARIABLE.customerLeg);
  const bridged = variableOf(fields, "signal_bond") ?? variableOf(fields, "bridge_to");
  // One we called has no bond before it is answered; who called it stands on it.
  return bridged ?? variableOf(fields, VARIABLE.agentLeg);
}

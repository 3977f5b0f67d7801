import type { LegReport } from "../events.ts";
import { createCall } from "../rules/calls.ts";
import { beginDialing, armDialDeadline, connectDial } from "../rules/dials.ts";
import { recordDecision } from "../rules/decisions.ts";
import { clampTime, legSeen, openLeg } from "../rules/legs.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord } from "../state/records.ts";

/**
 * A leg we called of a call the journal does not know, with the agent's leg that called it: the dialling or the talk goes on.
 * False where that agent's leg is gone or its agent has another call; the customer then is one like any other.
 */
export function adoptDial(s: EngineState, report: LegReport, present: ReadonlyMap<string, LegReport>): boolean {
  const phone = report.peerLegId === undefined ? undefined : present.get(report.peerLegId);
  const agent = phone?.agent === undefined ? undefined : s.agents.get(phone.agent);
  const group = report.group === undefined ? undefined : s.groups.get(report.group);
  if (report.direction !== "outbound" || phone?.role !== "agent" || s.legs.has(phone.legId)) return false;
  if (agent?.activity !== "idle" || group === undefined) return false;
  const fresh = report.callId !== undefined && !s.calls.has(report.callId) && !s.lostCalls.has(report.callId);
  if (!fresh) return false;
  const startedAt = clampTime(phone.startedAt, 0, s.now);
  const call = createCall(s, {
    callId: report.callId,
    direction: "outbound",
    customerLegId: report.legId,
    from: report.from ?? { number: "", name: undefined },
    to: report.to ?? "",
    trunk: report.trunk,
    group: group.name,
    arrivedAt: startedAt,
    hasWaited: false,
  });
  openAdopted(s, call, report);
  openAdopted(s, call, phone);
  call.dial = {
    agent: agent.name,
    phone: phone.phone ?? agent.phones[0] ?? "browser",
    agentLegId: phone.legId,
    segmentId: phone.segmentId ?? s.newId(),
    recordingPart: phone.recordingPart,
    request: undefined,
    startedAt,
    left: [],
    way: { kind: "pstn", number: call.to, trunk: call.trunk ?? "", callerId: call.from.number },
    ringingAt: report.state === "dialing" ? undefined : startedAt,
    early: report.state === "early",
    joined: false,
    failed: undefined,
  };
  beginDialing(s, call, agent, "adopted");
  recordDecision(s, call, "adopted", agent.name);
  if (report.state === "up" || report.state === "held") {
    connectDial(s, call, call.dial, clampTime(report.answeredAt, startedAt, s.now));
  } else armDialDeadline(s, call, call.dial);
  return true;
}

function openAdopted(s: EngineState, call: CallRecord, report: LegReport): void {
  const { legId, role, agent, startedAt, answeredAt } = report;
  const named = agent === undefined ? {} : { agent };
  const leg = openLeg(s, { legId, callId: call.callId, role, ...named, createdAt: clampTime(startedAt, 0, s.now) });
  leg.answeredAt = answeredAt;
  legSeen(s, leg);
}

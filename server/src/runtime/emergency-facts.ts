import type { AcdFact } from "../acd/index.ts";
import type { CallRecord } from "../switch/freeswitch/index.ts";

/**
 * A call to police, fire or ambulance that the switch carried alone: because the server was away, or because the phone might
 * not have called otherwise. The ids are the leg's own, so that reading the record again writes the same rows.
 */
export function factsOfEmergencyCall(caller: CallRecord, records: readonly CallRecord[]): AcdFact[] {
  const { legId, from, to, startedAt, endedAt, cause, raw } = caller;
  const called = records.find(({ role, peerLegId }) => role === "emergency" && peerLegId === legId);
  const answeredAt = caller.answeredAt ?? called?.answeredAt;
  return [
    {
      table: "calls",
      row: {
        callId: legId,
        direction: "outbound",
        state: "ended",
        fromNumber: from.number,
        fromName: from.name,
        toNumber: to,
        trunk: undefined,
        group: undefined,
        agent: undefined,
        arrivedAt: startedAt,
        answeredAt,
        endedAt,
        endReason: "emergency",
      },
    },
    {
      table: "legs",
      row: {
        legId,
        callId: legId,
        role: "agent",
        agent: undefined,
        createdAt: startedAt,
        ringingAt: caller.ringingAt,
        answeredAt,
        endedAt,
        cause,
        raw,
      },
    },
  ];
}

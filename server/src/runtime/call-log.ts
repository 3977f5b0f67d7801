import type { Logger } from "pino";
import type { AcdFact } from "../acd/index.ts";

/**
 * The steps of a call as lines of the log, each with the call's id, so that `grep <id>` tells its story beside what else went
 * on. Who called is in the records, for whom they are meant. Facts are whole rows and come again; only ends are told.
 */
export function logCalls(log: Logger, facts: readonly AcdFact[]): void {
  for (const fact of facts) {
    switch (fact.table) {
      case "decisions": {
        const { callId, group, rule, chosen } = fact.row;
        log.info({ callId, group, rule, chosen }, "call decided");
        break;
      }
      case "offers": {
        const { callId, offerId, legId, agent, phone, state, cause, endedAt } = fact.row;
        if (endedAt !== undefined) log.info({ callId, offerId, legId, agent, phone, state, cause }, "offer ended");
        break;
      }
      case "segments": {
        const { callId, segmentId, agent, state, releasedAt } = fact.row;
        if (state === "ended" && releasedAt === undefined) log.info({ callId, segmentId, agent }, "talk ended");
        break;
      }
      case "calls": {
        const { callId, trunk, group, agent, endedAt, endReason } = fact.row;
        if (endedAt !== undefined) log.info({ callId, trunk, group, agent, endReason }, "call ended");
        break;
      }
      default:
    }
  }
}

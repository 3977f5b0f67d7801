import type { AcdFact } from "../acd/index.ts";

type FactRow<Table extends AcdFact["table"]> = Extract<AcdFact, { table: Table }>["row"];
export type ColumnType = "text" | "time" | "integer" | "jsonb";

interface FactColumns<Row> {
  readonly key: readonly (keyof Row & string)[];
  readonly columns: { readonly [Column in keyof Row & string]-?: ColumnType };
}

/** Key and columns of each projection; every field of a fact must be named here or it does not compile. */
export const factColumns: { readonly [Table in AcdFact["table"]]: FactColumns<FactRow<Table>> } = {
  calls: {
    key: ["callId"],
    columns: {
      callId: "text",
      direction: "text",
      state: "text",
      fromNumber: "text",
      fromName: "text",
      toNumber: "text",
      trunk: "text",
      group: "text",
      agent: "text",
      arrivedAt: "time",
      answeredAt: "time",
      endedAt: "time",
      endReason: "text",
    },
  },
  legs: {
    key: ["legId"],
    columns: {
      legId: "text",
      callId: "text",
      role: "text",
      agent: "text",
      createdAt: "time",
      ringingAt: "time",
      answeredAt: "time",
      endedAt: "time",
      cause: "text",
      raw: "jsonb",
    },
  },
  queue_entries: {
    key: ["entryId"],
    columns: { entryId: "text", callId: "text", group: "text", state: "text", joinedAt: "time", leftAt: "time" },
  },
  offers: {
    key: ["offerId"],
    columns: {
      offerId: "text",
      callId: "text",
      entryId: "text",
      group: "text",
      agent: "text",
      legId: "text",
      phone: "text",
      state: "text",
      offeredAt: "time",
      ringingAt: "time",
      endedAt: "time",
      cause: "text",
    },
  },
  segments: {
    key: ["segmentId"],
    columns: {
      segmentId: "text",
      callId: "text",
      offerId: "text",
      group: "text",
      agent: "text",
      state: "text",
      bridgedAt: "time",
      endedAt: "time",
      recordingParts: "integer",
      heldMs: "integer",
      releasedAt: "time",
    },
  },
  handovers: {
    key: ["handoverId"],
    columns: {
      handoverId: "text",
      kind: "text",
      callId: "text",
      segmentId: "text",
      by: "text",
      targetKind: "text",
      target: "text",
      startedAt: "time",
      answeredAt: "time",
      endedAt: "time",
      outcome: "text",
    },
  },
  ratings: {
    key: ["callId"],
    columns: {
      callId: "text",
      segmentId: "text",
      agent: "text",
      group: "text",
      state: "text",
      levels: "integer",
      level: "integer",
      label: "text",
      keys: "text",
      askedAt: "time",
      answeredAt: "time",
    },
  },
  agent_state_changes: {
    key: ["agent", "seq"],
    columns: {
      agent: "text",
      seq: "integer",
      at: "time",
      state: "text",
      breakReason: "text",
      by: "text",
      why: "text",
      callId: "text",
    },
  },
  agent_sessions: {
    key: ["agent", "signedInAt"],
    columns: { agent: "text", signedInAt: "time", signedOutAt: "time", why: "text" },
  },
  listens: {
    key: ["listenId", "seq"],
    columns: {
      listenId: "text",
      seq: "integer",
      callId: "text",
      segmentId: "text",
      group: "text",
      agent: "text",
      leader: "text",
      by: "text",
      mode: "text",
      startedAt: "time",
      endedAt: "time",
    },
  },
  decisions: {
    key: ["callId", "seq"],
    columns: {
      callId: "text",
      seq: "integer",
      at: "time",
      group: "text",
      rule: "text",
      chosen: "text",
      candidates: "jsonb",
      membersNotListed: "integer",
      deploymentHash: "text",
    },
  },
};

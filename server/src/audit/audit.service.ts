import { storableJson, storableText, type Db } from "../db/index.ts";

/** Who did it, from where, in which request. */
export interface AuditContext {
  readonly actor: string;
  readonly address: string | undefined;
  readonly requestId: string | undefined;
}

export type AuditAction =
  | "session.started"
  | "session.ended"
  | "session.refused"
  | "user.password-reset"
  | "user.password-changed"
  | "user.disabled"
  | "user.enabled"
  | "token.created"
  | "token.revoked"
  | "deployment.applied"
  | "deployment.failed"
  | "recording.heard"
  | "agent.state-forced"
  | "agent.acw-ended"
  | "agent.acw-extended"
  | "call.listen"
  | "call.take-over";

/** Part of the transaction it is given: what is not written in the log did not happen. */
export async function writeAudit(
  db: Db,
  by: AuditContext,
  action: AuditAction,
  subject?: string,
  detail: object = {},
): Promise<void> {
  await db
    .insertInto("auditLog")
    .values({
      actor: storableText(by.actor).slice(0, 200),
      action,
      subject: subject === undefined ? null : storableText(subject).slice(0, 200),
      detail: storableJson(detail),
      address: by.address ?? null,
      requestId: by.requestId ?? null,
    })
    .execute();
}

import type { Kind } from "../kinds.ts";
import type { Words } from "../words.ts";

export type ChangeOp = "create" | "update" | "delete";

export interface FieldChange {
  /** Such as `spec.ringSeconds`; an entry of a keyed list by its key: `spec.groups[repair].priority`. */
  path: string;
  /** null where there is none. */
  before: unknown;
  after: unknown;
}

/** What happens to one document. */
export interface Change {
  op: ChangeOp;
  kind: Kind;
  name: string;
  /** The label after the change; of a deleted document, its last. */
  label: string;
  fields: FieldChange[];
  /** What a manager reads, one sentence per thing that changes. */
  sentences: Words[];
}

export type {
  CallDetail,
  CallItem,
  Candidate,
  Change,
  Check,
  Counts,
  Decision,
  Deployment,
  Plan,
  Status,
  Token,
  User,
} from "./schema.gen.ts";

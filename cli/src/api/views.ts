export type {
  CallDetail,
  CallItem,
  Candidate,
  Change,
  Check,
  Counts,
  Decision,
  Deployment,
  Status,
  Token,
  User,
} from "./schema.gen.ts";

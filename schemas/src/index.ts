export { deploymentHash, sameDeployment } from "./canonical.ts";
export { documentsOf, type AnyDocument, type Deployment, type DocumentOf } from "./deployment.ts";
export type { Change, ChangeOp, FieldChange } from "./diff/change.ts";
export { diffDeployments } from "./diff/diff.ts";
export { isKind, kinds, kindWord, settledKinds, type Kind, type SettledKind } from "./kinds.ts";
export { loadFiles, loadFolder, type ConfigFile, type LoadOptions, type LoadResult } from "./load/load.ts";
export type { PromptFile } from "./load/read-folder.ts";
export type { ProblemCode } from "./problems/catalogue.ts";
export { formatProblem, type Problem } from "./problems/problem.ts";
export { resolveSecret, secretVariable, type Environment } from "./secrets.ts";
export type {
  AccessNumberDocument,
  AddressBookDocument,
  AgentDocument,
  BreakReasonsDocument,
  CalendarDocument,
  CallerIdGroupDocument,
  OrganizationDocument,
  SkillGroupDocument,
  TrunkDocument,
} from "./types.gen.ts";
export type { Lang, Words } from "./words.ts";

import type { SurveyPrompts } from "./commands.ts";

/** What the engine reads of a Deployment; durations in milliseconds. Built by `runtime/acd-config.ts`. */
export interface AcdConfig {
  /** Hash of the deployment this came from, for the record of decisions. */
  readonly deploymentHash: string;
  readonly agents: Readonly<Record<string, AgentConfig>>;
  readonly groups: Readonly<Record<string, GroupConfig>>;
  /** By the number dialled. */
  readonly accessNumbers: Readonly<Record<string, AccessNumberConfig>>;
  readonly trunks: Readonly<Record<string, TrunkConfig>>;
  readonly callerIdGroups: Readonly<Record<string, CallerIdGroupConfig>>;
  readonly breakReasons: readonly string[];
  /** A browser session that is gone this long signs the agent out. */
  readonly signInGraceMs: number;
  /** A call is offered again to an agent who missed it after this long. */
  readonly retryMissedAfterMs: number;
  /** S19: after a call placed by hand the agent is in after-call work until ending it by hand. */
  readonly workAfterManualCalls: boolean;
  /** Undefined where nobody is asked. */
  readonly survey: SurveyConfig | undefined;
}

export interface SurveyConfig {
  readonly directions: readonly ("inbound" | "outbound")[];
  /** What each key means, from key 1, the best first. */
  readonly labels: readonly string[];
  /** How long after the prompt a key may come. */
  readonly waitMs: number;
  readonly prompts: SurveyPrompts;
}

export interface AgentConfig {
  readonly name: string;
  readonly label: string;
  readonly extension: string | undefined;
  /** Group name → the agent's priority in it, 1 is served first. */
  readonly groups: Readonly<Record<string, number>>;
  readonly primaryGroup: string | undefined;
}

export interface GroupConfig {
  readonly name: string;
  readonly label: string;
  readonly direction: "inbound" | "outbound";
  readonly ringMs: number;
  readonly wrapUpMs: number;
  readonly music: string;
  readonly record: boolean;
  /** Caller-ID group of the calls its agents place; without one the trunk's own number is shown. */
  readonly callerIds?: string | undefined;
}

export interface TrunkConfig {
  readonly name: string;
  /** Tried in this order for our calls, 1 first. */
  readonly priority: number;
  /** How many calls it may have at once, in and out together. */
  readonly channels: number;
  /** What it may show; its own number first. */
  readonly callerIds: readonly string[];
}

export interface CallerIdGroupConfig {
  readonly name: string;
  readonly rule: "fixed" | "by-prefix" | "rotate" | "random";
  readonly numbers: readonly string[];
  readonly prefixes: readonly { readonly prefix: string; readonly number: string }[];
}

export interface AccessNumberConfig {
  readonly number: string;
  readonly label: string;
  readonly group: string;
  /** Its calls come over this one. Undefined in what was written down before numbers knew theirs: any. */
  readonly trunk: string | undefined;
}

import type { AcdConfig, AgentConfig, CallerIdGroupConfig, GroupConfig, SurveyConfig, TrunkConfig } from "../config.ts";

/** A small hospital: two queues that share agents, and one group that only places calls. */
export interface Shape {
  readonly agents?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly groups?: Readonly<Record<string, Partial<GroupConfig>>>;
  readonly numbers?: Readonly<Record<string, string>>;
  readonly trunkChannels?: Readonly<Record<string, number>>;
  readonly trunks?: Readonly<Record<string, Partial<TrunkConfig>>>;
  readonly callerIdGroups?: Readonly<Record<string, Partial<CallerIdGroupConfig>>>;
  readonly workAfterManualCalls?: boolean;
  readonly breakReasons?: readonly string[];
  readonly survey?: SurveyConfig;
}

export function deployment(shape: Shape = {}): AcdConfig {
  const agents = shape.agents ?? { anna: { repair: 1 }, bert: { repair: 1 } };
  const groups = shape.groups ?? { repair: {} };
  const numbers = shape.numbers ?? { "100": "repair" };
  return {
    deploymentHash: "test",
    agents: Object.fromEntries(
      Object.entries(agents).map(([name, member], index) => [name, agent(name, index, member)]),
    ),
    groups: Object.fromEntries(Object.entries(groups).map(([name, given]) => [name, group(name, given)])),
    accessNumbers: Object.fromEntries(
      Object.entries(numbers).map(([number, to]) => [number, { number, label: number, group: to, trunk: "trunk" }]),
    ),
    trunks: Object.fromEntries(
      Object.entries({
        ...mapValues(shape.trunkChannels ?? {}, (channels) => ({ channels })),
        ...(shape.trunks ?? (shape.trunkChannels === undefined ? { trunk: {} } : {})),
      }).map(([name, given]) => [name, { name, priority: 1, channels: 30, callerIds: ["8000"], ...given }]),
    ),
    callerIdGroups: Object.fromEntries(
      Object.entries(shape.callerIdGroups ?? {}).map(([name, given]) => [
        name,
        { name, rule: "fixed", numbers: ["8000"], prefixes: [], ...given },
      ]),
    ),
    workAfterManualCalls: shape.workAfterManualCalls ?? true,
    breakReasons: shape.breakReasons ?? ["lunch"],
    signInGraceMs: 60_000,
    retryMissedAfterMs: 30_000,
    survey: shape.survey,
  };
}

export const threeLevels: SurveyConfig = {
  directions: ["inbound"],
  labels: ["good", "fair", "bad"],
  waitMs: 5_000,
  prompts: { ask: "default", again: "default", thanks: "default" },
};

function agent(name: string, index: number, groups: Readonly<Record<string, number>>): AgentConfig {
  return { name, label: name, extension: String(1001 + index), groups, primaryGroup: Object.keys(groups)[0] };
}

function group(name: string, given: Partial<GroupConfig>): GroupConfig {
  return {
    name,
    label: name,
    direction: "inbound",
    ringMs: 20_000,
    wrapUpMs: 10_000,
    music: "default",
    record: true,
    ...given,
  };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

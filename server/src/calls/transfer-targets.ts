import { stateAsColleaguesSee } from "../agents/as-colleagues-see.ts";
import type { AgentView, GroupView, Refusal } from "../acd/index.ts";
import type { EnginePort } from "../runtime/engine-port.ts";
import { fitOf, normal } from "./fit.ts";
import { pinyinInitials } from "./pinyin-initials.ts";

interface Label {
  readonly name: string;
  readonly label: string;
}

interface Reach {
  /** Why the customer cannot be passed on to there just now; undefined when it can. */
  readonly refusal: Refusal | undefined;
}

export interface GroupTarget extends Reach {
  readonly kind: "group";
  readonly group: string;
  readonly label: string;
  readonly free: number;
  readonly waiting: number;
}

export interface AgentTarget extends Reach {
  readonly kind: "agent";
  readonly agent: string;
  readonly label: string;
  readonly extension: string;
  readonly groups: readonly Label[];
  readonly signedIn: boolean;
  readonly state: ReturnType<typeof stateAsColleaguesSee>;
  readonly stateSince: number;
}

export type Target = GroupTarget | AgentTarget;

export interface TransferTargets {
  readonly items: readonly Target[];
  /** Found besides. */
  readonly more: number;
}

const shownAtMost = 50;

/**
 * Where an agent can pass a customer on to. First those that can be reached, then by how well they fit what is looked for, groups
 * before agents. Says what colleagues do, never with whom.
 */
export function transferTargets(engine: EnginePort, by: string, sought: string): TransferTargets {
  const found = allTargets(engine, by)
    .map((target) => ({ target, fit: fitOf(wordsOf(target), normal(sought)) }))
    .filter(({ fit }) => fit > 0)
    .sort(byOrder);
  return {
    items: found.slice(0, shownAtMost).map(({ target }) => target),
    more: Math.max(0, found.length - shownAtMost),
  };
}

function allTargets(engine: EnginePort, by: string): Target[] {
  const deployment = engine.deployment();
  const groupsOf = new Map(engine.groupViews().map((view) => [view.group, view]));
  const groups = Object.values(deployment?.groups ?? {})
    .filter(({ spec }) => spec.direction === "inbound")
    .flatMap(({ name }) => groupTarget(engine, by, groupsOf.get(name)));
  const agents = Object.values(deployment?.agents ?? {})
    .filter(({ name }) => name !== by)
    .flatMap(({ name, spec: { extension } }) => {
      const view = engine.agentView(name);
      return view === undefined || extension === undefined ? [] : [agentTarget(engine, by, view, extension, groupsOf)];
    });
  return [...groups, ...agents];
}

function groupTarget(engine: EnginePort, by: string, view: GroupView | undefined): GroupTarget[] {
  if (view === undefined) return [];
  const { group, label, free, waiting } = view;
  return [
    { kind: "group", group, label, free, waiting, refusal: engine.refusalOfTarget(by, { kind: "group", group }) },
  ];
}

function agentTarget(
  engine: EnginePort,
  by: string,
  view: AgentView,
  extension: string,
  groupsOf: ReadonlyMap<string, GroupView>,
): AgentTarget {
  const { agent, label, groups, signedIn, stateSince } = view;
  const labels = groups.map((name) => ({ name, label: groupsOf.get(name)?.label ?? name }));
  const refusal = engine.refusalOfTarget(by, { kind: "agent", agent });
  return {
    kind: "agent",
    agent,
    label,
    extension,
    groups: labels,
    signedIn,
    state: stateAsColleaguesSee(view),
    stateSince,
    refusal,
  };
}

interface Found {
  readonly target: Target;
  readonly fit: number;
}

const chinese = new Intl.Collator("zh-Hans-u-co-pinyin");

function byOrder(a: Found, b: Found): number {
  const outOfReach = ({ target }: Found): number => Number(target.refusal !== undefined);
  const agentsLast = ({ target }: Found): number => Number(target.kind === "agent");
  return (
    outOfReach(a) - outOfReach(b) ||
    b.fit - a.fit ||
    agentsLast(a) - agentsLast(b) ||
    chinese.compare(a.target.label, b.target.label)
  );
}

/** What a target is found by: label, its pinyin initials, name and that one's initials, extension. */
function wordsOf(target: Target): string[] {
  const name = target.kind === "group" ? target.group : target.agent;
  const initials = name.split("-").map(([first = ""]) => first);
  return [
    target.label,
    pinyinInitials(target.label),
    name,
    initials.join(""),
    ...(target.kind === "agent" ? [target.extension] : []),
  ];
}

import type { AgentView, CallView, GroupView } from "../acd/index.ts";
import { stateAsColleaguesSee } from "../agents/as-colleagues-see.ts";
import type { RecordNews } from "../records/record-news.ts";
import type { Sight } from "../sessions/sight.ts";

/** What of the live state a person is sent. */
export function agentInSight(view: AgentView, sight: Sight): boolean {
  return sight.all || view.agent === sight.agent || view.groups.some((group) => sight.groups.has(group));
}

/** That a leader listens is told to itself and to who may see all, to nobody else. */
export function agentAsSeen(view: AgentView, sight: Sight): AgentView {
  if (view.activity !== "listening" || sight.all || view.agent === sight.agent) return view;
  return { ...view, activity: "idle", state: stateAsColleaguesSee(view), listening: undefined };
}

export function groupInSight(view: GroupView, sight: Sight): boolean {
  return sight.all || sight.groups.has(view.group);
}

export function callInSight(view: CallView, sight: Sight): boolean {
  if (view.state === "ended") return false;
  return sight.all || isOwnCall(view, sight.agent) || (view.group !== undefined && sight.ledGroups.has(view.group));
}

export function newsInSight({ agent, group }: RecordNews, sight: Sight): boolean {
  return (
    sight.all || (agent !== undefined && agent === sight.agent) || (group !== undefined && sight.ledGroups.has(group))
  );
}

export function isOwnCall(view: CallView, agent: string | undefined): boolean {
  if (agent === undefined) return false;
  return [view.dial, view.offer, view.segment, view.consult].some((part) => part?.agent === agent);
}

import { activityMoves, agentAsks, type AgentSituation, type AskAnswer } from "../src/acd/agent-moves.ts";
import { refusalCodes } from "../src/agents/agents.service.ts";

const words: Record<AgentSituation, string> = {
  "signed-out": "signed out",
  idle: "idle",
  ringing: "振铃 ringing",
  dialing: "呼出 dialing",
  talking: "通话 talking",
  held: "保持 held",
  consulting: "咨询 consulting",
  conferencing: "会议 conferencing",
  recovering: "正在接回 recovering",
  listening: "监听 listening",
  acw: "话后 ACW",
};

/** docs/agent-states.md, made from the engine's tables. */
export function agentStatesPage(): string {
  const situations = Object.keys(words) as AgentSituation[];
  const moves = Object.entries(activityMoves).flatMap(([from, targets]) =>
    Object.entries(targets).map(([to, why]) => [words[from as AgentSituation], words[to as AgentSituation], why]),
  );
  const asks = Object.entries(agentAsks).map(([ask, answers]) => [
    ask,
    ...situations.map((situation) => answerWords(answers[situation])),
  ]);
  return [
    "# States of an agent (A1)\n",
    "<!-- Made from server/src/acd/agent-moves.ts by `node server/scripts/generate.ts`; do not edit. -->\n",
    "An agent has a state it chose (在线 online, 小休 break with a reason, 外呼 outbound, 离线 offline) and an activity the engine knows.",
    "The pill and the state log show the activity where there is one, else the choice; 正在接回 is logged as 通话. Every change is a row",
    "of `agent_state_changes`: who, why, when, for which call.\n",
    "## What may be asked for an agent, by what it is doing\n",
    ...table(["ask", ...situations.map((situation) => words[situation])], asks),
    "\n`after the call`: kept, and shown when the call and its after-call work are over. A break besides needs one of the configured",
    "reasons, else `agent.break-reason-unknown`. Agents ask for themselves; a leader of one of their groups, or a senior manager, may",
    "ask the same for them (W15), which is logged as `forced` with the leader's name, also where it shows only after the call, and no cap",
    "holds against it. `extend-acw` is for leaders only.\n",
    "## What an activity becomes\n",
    "No other change is legal; one that happened all the same would be a fault, named by the check of the engine's invariants.\n",
    ...table(["from", "to", "when"], moves),
    "",
  ].join("\n");
}

function answerWords(answer: AskAnswer): string {
  if (answer === "at-once") return "at once";
  return answer === "after-call" ? "after the call" : `\`${refusalCodes[answer]}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  // Its columns hold two scripts of different width; nobody edits them.
  return ["<!-- prettier-ignore -->", line(head), line(head.map(() => "---")), ...rows.map(line)];
}

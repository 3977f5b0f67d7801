import type { Words } from "@hotline/schemas";
import type { Candidate, Decision } from "../api/views.ts";
import { say } from "../language.ts";
import { duration } from "../terminal/times.ts";
import type { Clock } from "../terminal/times.ts";

export type NameOf = (agent: string) => string;

/** Why someone was passed over; keyed by the engine's word. */
const reasons: Readonly<Record<string, Words>> = {
  "idle-less-long": { zh: "空闲时间较短", en: "idle for less long" },
  "lower-priority": { zh: "在组里的次序靠后", en: "later in the group's order" },
  "not-signed-in": { zh: "没有登录", en: "not signed in" },
  "session-lost": { zh: "浏览器断开了", en: "browser gone" },
  "phone-lost": { zh: "电话没有登录", en: "phone not registered" },
  "on-break": { zh: "小休", en: "on a break" },
  outbound: { zh: "外呼状态", en: "in state outbound" },
  offline: { zh: "离线", en: "offline" },
  ringing: { zh: "正在振铃", en: "already ringing" },
  talking: { zh: "正在通话", en: "talking" },
  consulting: { zh: "正在咨询", en: "consulting" },
  conferencing: { zh: "正在三方会议", en: "in a conference" },
  acw: { zh: "话后处理", en: "in after-call work" },
  "missed-this-call": { zh: "刚没接这通电话", en: "just missed this very call" },
  "longest-idle": { zh: "空闲最久", en: "idle the longest" },
};

/** Why a call went where it went: one line for the outcome, one for each reason others were passed over. */
export function decisionLines(decision: Decision, clock: Clock, nameOf: NameOf): string[] {
  const lines = [`${clock.at(decision.at)}  ${outcome(decision, nameOf)}`];
  for (const [why, passed] of groupByReason(decision)) {
    const names = passed.map((candidate) => nameOf(candidate.agent) + idle(candidate, decision.at));
    lines.push(`          ${reasonWords(why)}: ${names.join(say({ zh: "、", en: ", " }))}`);
  }
  if (decision.membersNotListed > 0) {
    const count = String(decision.membersNotListed);
    lines.push(`          ${say({ zh: `组里另有 ${count} 人没有列出`, en: `${count} more members not listed` })}`);
  }
  return lines;
}

function outcome(decision: Decision, nameOf: NameOf): string {
  const chosen = decision.chosen === undefined ? "" : nameOf(decision.chosen);
  switch (decision.rule) {
    case "longest-idle": {
      const winner = decision.candidates.find(({ agent }) => agent === decision.chosen);
      const since = winner ? idle(winner, decision.at) : "";
      return say({
        zh: `选中 ${chosen}：能接的人里空闲最久${since}`,
        en: `${chosen} was chosen: idle the longest of those who could take it${since}`,
      });
    }
    case "no-agent-free":
      return say({ zh: "没有人能接，继续等待", en: "nobody could take it; the caller waits" });
    case "no-route":
      return say({ zh: "所拨号码没有对应的技能组", en: "the dialled number leads to no group" });
    case "wrong-trunk":
      return say({
        zh: "不接：来电所走的中继不是所拨号码的中继",
        en: "not taken: the call came over another trunk than the dialled number's",
      });
    case "trunk-full":
      return say({ zh: "中继的通道已用完", en: "the trunk had all the calls it may have" });
    case "resume-agent":
      return say({ zh: `${chosen} 的电话断了，重新接回`, en: `${chosen}'s phone was lost and is called back` });
    case "transferred":
      return say({ zh: `按名字转给 ${chosen}`, en: `passed on by name to ${chosen}` });
    case "returned":
      return say({ zh: `转接未成，转回 ${chosen}`, en: `not taken where it was passed on to; back to ${chosen}` });
    case "taken-over":
      return say({ zh: `组长 ${chosen} 接管`, en: `the leader ${chosen} took it over` });
    case "adopted":
      return say({
        zh: `服务器重启后接管，坐席 ${chosen || "–"}`,
        en: `taken over after a restart of the server, agent ${chosen || "–"}`,
      });
    default:
      return [decision.rule, chosen].filter(Boolean).join(" ");
  }
}

function groupByReason(decision: Decision): Map<string, Candidate[]> {
  const others = decision.candidates.filter(({ agent }) => agent !== decision.chosen);
  return Map.groupBy(others, ({ why }) => why);
}

function reasonWords(why: string): string {
  const known = Object.hasOwn(reasons, why) ? reasons[why] : undefined;
  return known ? say(known) : why;
}

function idle(candidate: Candidate, at: string): string {
  if (candidate.idleSince === undefined || !candidate.eligible) return "";
  const time = duration(Math.max(0, Date.parse(at) - Date.parse(candidate.idleSince)));
  return say({ zh: `（${time}）`, en: ` (${time})` });
}

import type { Words } from "@hotline/schemas";
import type { CallEndReason, DecisionRule, HandoverOutcome, OfferState } from "../acd/index.ts";
import type { CallParts } from "./call-detail.queries.ts";
import type { CallRow } from "./calls.queries.ts";

export interface TimelineEntry {
  readonly at: Date;
  readonly what: string;
  readonly text: Words;
}

export interface Labels {
  agent(name: string): string;
  group(name: string): string;
}

/** What happened to a call, in the order it happened, in sentences. */
export function timelineOf(call: CallRow, parts: CallParts, labels: Labels): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...arrivalOf(call),
    ...parts.entries.flatMap((entry) => waitOf(entry, labels)),
    ...parts.decisions.flatMap((decision) => decisionOf(decision, labels, call.trunk ?? "–")),
    ...parts.offers.flatMap((offer) => offerOf(offer, labels)),
    ...parts.segments.flatMap((segment) => segmentOf(segment, labels)),
    ...parts.handovers.flatMap((handover) => handoverOf(handover, labels)),
    ...ratingOf(parts.rating, labels),
    ...endOf(call),
  ];
  // Equal instants keep the order above, which is the order of a call's life.
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function arrivalOf(call: CallRow): TimelineEntry[] {
  const from = call.fromName === null ? call.fromNumber : `${call.fromName} ${call.fromNumber}`;
  const text = { zh: `${from} 拨打 ${call.toNumber}`, en: `${from} calls ${call.toNumber}` };
  return [{ at: call.arrivedAt, what: "call.arrived", text }];
}

function waitOf(entry: CallParts["entries"][number], labels: Labels): TimelineEntry[] {
  const group = labels.group(entry.group);
  const joined = { zh: `进入技能组 ${group} 排队`, en: `Joins the queue of ${group}` };
  return [
    { at: entry.joinedAt, what: "entry.joined", text: joined },
    ...(entry.leftAt !== null && entry.state === "timed-out"
      ? [
          {
            at: entry.leftAt,
            what: "entry.timed-out",
            text: { zh: `${group} 等待超时`, en: `Waited too long in ${group}` },
          },
        ]
      : []),
  ];
}

const rules: Record<DecisionRule, (chosen: string, group: string, trunk: string) => Words> = {
  "longest-idle": (chosen) => ({ zh: `选中空闲最久的 ${chosen}`, en: `${chosen} is chosen: idle the longest` }),
  "no-agent-free": (_chosen, group) => ({
    zh: `${group} 没有可接的坐席，继续等待`,
    en: `Nobody of ${group} is free; waits on`,
  }),
  "no-route": () => ({ zh: "被叫号码没有去向", en: "The number called leads nowhere" }),
  "wrong-trunk": (_chosen, _group, trunk) => ({
    zh: `来电走的是中继 ${trunk}，不是这个号码的中继，不接`,
    en: `Not taken: it came over the trunk ${trunk}, which is not the number's`,
  }),
  "trunk-full": () => ({ zh: "中继的通道已用完", en: "The trunk has all the calls it may have" }),
  "resume-agent": (chosen) => ({
    zh: `${chosen} 的电话断了，正在接回`,
    en: `${chosen}'s phone was lost and is called back`,
  }),
  dialled: (chosen) => ({ zh: `${chosen} 呼出`, en: `${chosen} places the call` }),
  transferred: (chosen) => ({ zh: `转给 ${chosen}`, en: `Goes to ${chosen} by name` }),
  returned: (chosen) => ({ zh: `无人接听，转回 ${chosen}`, en: `Not taken; back to ${chosen}` }),
  "taken-over": (chosen) => ({ zh: `组长 ${chosen} 接管来电`, en: `The leader ${chosen} takes the call over` }),
  adopted: () => ({ zh: "服务器重启后接管此来电", en: "Taken over after a restart of the server" }),
};

function decisionOf(decision: CallParts["decisions"][number], labels: Labels, trunk: string): TimelineEntry[] {
  const chosen = decision.chosen === null ? "" : labels.agent(decision.chosen);
  const group = decision.group === null ? "" : labels.group(decision.group);
  return [{ at: decision.at, what: `decision.${decision.rule}`, text: rules[decision.rule](chosen, group, trunk) }];
}

const offerEnds: Record<OfferState, ((agent: string) => Words) | undefined> = {
  dialing: undefined,
  ringing: undefined,
  // The segment that begins says it.
  answered: undefined,
  rejected: (agent) => ({ zh: `${agent} 拒接`, en: `${agent} rejects` }),
  "no-answer": (agent) => ({ zh: `${agent} 未接`, en: `${agent} does not answer` }),
  "caller-gone": (agent) => ({ zh: `${agent} 振铃时客户挂断`, en: `The caller gives up while ${agent} rings` }),
  failed: (agent) => ({ zh: `${agent} 的电话接不通`, en: `${agent}'s phone cannot be reached` }),
};

function offerOf(offer: CallParts["offers"][number], labels: Labels): TimelineEntry[] {
  const agent = labels.agent(offer.agent);
  const end = offerEnds[offer.state]?.(agent);
  return [
    ...(offer.ringingAt === null
      ? []
      : [{ at: offer.ringingAt, what: "offer.ringing", text: { zh: `${agent} 振铃`, en: `${agent}'s phone rings` } }]),
    ...(end === undefined || offer.endedAt === null
      ? []
      : [{ at: offer.endedAt, what: `offer.${offer.state}`, text: end }]),
  ];
}

function segmentOf(segment: CallParts["segments"][number], labels: Labels): TimelineEntry[] {
  const agent = labels.agent(segment.agent);
  const began = { zh: `与 ${agent} 通话`, en: `Talks with ${agent}` };
  const ended = { zh: `与 ${agent} 的通话结束`, en: `The talk with ${agent} ends` };
  return [
    { at: segment.bridgedAt, what: "segment.bridged", text: began },
    ...(segment.endedAt === null ? [] : [{ at: segment.endedAt, what: "segment.ended", text: ended }]),
  ];
}

function ratingOf(rating: CallParts["rating"], labels: Labels): TimelineEntry[] {
  if (rating === undefined) return [];
  const agent = labels.agent(rating.agent);
  const asked = {
    asked: { zh: `请客户评价 ${agent} 的服务`, en: `The customer is asked to rate ${agent}` },
    rated: { zh: `请客户评价 ${agent} 的服务`, en: `The customer is asked to rate ${agent}` },
    unanswered: {
      zh: `请客户评价 ${agent} 的服务，没有得到评价`,
      en: `The customer is asked to rate ${agent} and gives no rating`,
    },
  }[rating.state];
  const entries: TimelineEntry[] = [{ at: rating.askedAt, what: `rating.${rating.state}`, text: asked }];
  if (rating.level === null || rating.answeredAt === null) return entries;
  const { level, levels } = rating;
  const label = rating.label ?? "";
  const text = {
    zh: `客户评价：${label}（${levels} 档中的第 ${level} 档）`,
    en: `The customer rates: ${label} (level ${level} of ${levels})`,
  };
  return [...entries, { at: rating.answeredAt, what: "rating.given", text }];
}

function handoverOf(handover: CallParts["handovers"][number], labels: Labels): TimelineEntry[] {
  const by = labels.agent(handover.by);
  const consults = handover.kind === "consult";
  const target = handover.targetKind === "agent" ? labels.agent(handover.target) : labels.group(handover.target);
  return [
    {
      at: handover.startedAt,
      what: "handover.started",
      text: consults
        ? { zh: `${by} 咨询 ${target}`, en: `${by} consults ${target}` }
        : { zh: `${by} 转接给 ${target}`, en: `${by} transfers to ${target}` },
    },
    ...handoverEnd(handover, by, target),
  ];
}

const consultEnds: Partial<Record<HandoverOutcome, (by: string, target: string) => Words>> = {
  completed: (by, target) => ({ zh: `${by} 把客户交给 ${target}`, en: `${by} leaves the customer to ${target}` }),
  conferenced: (by, target) => ({
    zh: `三方会议结束，${target} 离开`,
    en: `The conference of ${by} and ${target} ends`,
  }),
  retrieved: (by) => ({ zh: `${by} 取回客户`, en: `${by} is back with the customer` }),
  failed: (by, target) => ({ zh: `${target} 没有接，${by} 取回客户`, en: `${target} does not answer; ${by} is back` }),
};

function handoverEnd({ kind, endedAt, outcome }: CallParts["handovers"][number], by: string, target: string) {
  const text = kind === "consult" ? consultEnds[outcome]?.(by, target) : undefined;
  return endedAt === null || text === undefined ? [] : [{ at: endedAt, what: `handover.${outcome}`, text }];
}

const endReasons: Record<CallEndReason, Words> = {
  "agent-hung-up": { zh: "坐席挂断", en: "The agent hung up" },
  "customer-hung-up": { zh: "客户挂断", en: "The customer hung up" },
  abandoned: { zh: "客户在接通前放弃", en: "The caller gave up before an agent answered" },
  "no-route": { zh: "无法接入，通话结束", en: "Ended: the number leads nowhere" },
  "trunk-full": { zh: "通道已用完，未能接入", en: "Refused: the trunk is full" },
  lost: { zh: "线路中断", en: "The line was lost" },
  cancelled: { zh: "坐席在接通前挂断", en: "The agent hung up before an answer" },
  busy: { zh: "对方忙", en: "The number was busy" },
  "no-answer": { zh: "对方无人接听", en: "Nobody answered" },
  rejected: { zh: "对方拒接", en: "The call was rejected" },
  "invalid-number": { zh: "空号", en: "There is no such number" },
  "powered-off": { zh: "对方关机或不在服务区", en: "The phone is off or out of reach" },
  "line-failed": { zh: "线路故障，未能呼出", en: "The line failed" },
  "switch-lost": { zh: "交换机中断", en: "The switch was lost" },
  emergency: { zh: "服务器不在时由值班电话接听", en: "Served by the duty numbers while the server was away" },
};

function endOf(call: CallRow): TimelineEntry[] {
  if (call.endedAt === null || call.endReason === null) return [];
  return [{ at: call.endedAt, what: `call.${call.endReason}`, text: endReasons[call.endReason] }];
}

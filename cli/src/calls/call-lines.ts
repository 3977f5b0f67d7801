import type { CallDetail } from "../api/views.ts";
import { say } from "../language.ts";
import { paint } from "../terminal/paint.ts";
import { table } from "../terminal/table.ts";
import { duration } from "../terminal/times.ts";
import type { Clock } from "../terminal/times.ts";
import { decisionLines } from "./decision-words.ts";
import { handoverLines } from "./handover-lines.ts";
import { ratingWords } from "./rating-words.ts";
import { inWords } from "./words.ts";

/** One call told whole: who, when, what happened, and why that agent got it. */
export function callLines(call: CallDetail, clock: Clock, nameOf: (agent: string) => string): string[] {
  return [
    ...headLines(call, clock),
    ...part(say({ zh: "经过", en: "what happened" }), timelineLines(call, clock)),
    ...part(say({ zh: "排队", en: "queue" }), entryLines(call, clock)),
    ...part(say({ zh: "振铃", en: "offers" }), offerLines(call, clock, nameOf)),
    ...part(say({ zh: "服务", en: "talks" }), segmentLines(call, clock, nameOf)),
    ...part(say({ zh: "转接与咨询", en: "transfers and consults" }), handoverLines(call, clock, nameOf)),
    ...part(say({ zh: "满意度", en: "rating" }), ratingLines(call, clock, nameOf)),
    ...part(say({ zh: "录音", en: "recordings" }), recordingLines(call)),
    ...part(
      say({ zh: "为什么", en: "why" }),
      call.decisions.flatMap((decision) => decisionLines(decision, clock, nameOf)),
    ),
  ];
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", paint("bold", title), ...lines.map((line) => `  ${line}`)];
}

function headLines(call: CallDetail, clock: Clock): string[] {
  const caller = [call.fromNumber, call.fromName].filter(Boolean).join(" ");
  const state = call.endReason ? inWords(call.endReason) : inWords(call.state);
  return [
    `${paint("bold", call.callId)}  ${clock.full(call.arrivedAt)}`,
    say({
      zh: `${caller} → ${call.toNumber}${call.group ? `（${call.group.label}）` : ""}`,
      en: `${caller} → ${call.toNumber}${call.group ? ` (${call.group.label})` : ""}`,
    }),
    say({
      zh: `${state}，等待 ${duration(call.waitMs)}，通话 ${duration(call.talkMs)}${call.agent ? `，坐席 ${call.agent.label}` : ""}`,
      en: `${state}, waited ${duration(call.waitMs)}, talked ${duration(call.talkMs)}${call.agent ? `, agent ${call.agent.label}` : ""}`,
    }),
  ];
}

function timelineLines(call: CallDetail, clock: Clock): string[] {
  return call.timeline.map((moment) => `${clock.at(moment.at)}  ${say(moment.text)}`);
}

function entryLines(call: CallDetail, clock: Clock): string[] {
  return call.entries.map((entry) => {
    const left = entry.leftAt ? duration(Date.parse(entry.leftAt) - Date.parse(entry.joinedAt)) : "–";
    const group = entry.group === call.group?.name ? call.group.label : entry.group;
    return `${clock.at(entry.joinedAt)}  ${group}  ${inWords(entry.state)}  ${left}`;
  });
}

function offerLines(call: CallDetail, clock: Clock, nameOf: (agent: string) => string): string[] {
  return call.offers.map((offer) => {
    const ring = offer.endedAt ? duration(Date.parse(offer.endedAt) - Date.parse(offer.offeredAt)) : "–";
    const cause = offer.cause && offer.cause !== offer.state ? `  ${inWords(offer.cause)}` : "";
    const line = [clock.at(offer.offeredAt), nameOf(offer.agent), inWords(offer.phone), inWords(offer.state), ring];
    return line.join("  ") + cause;
  });
}

function segmentLines(call: CallDetail, clock: Clock, nameOf: (agent: string) => string): string[] {
  return call.segments.map((segment) => {
    const talk = segment.endedAt ? duration(Date.parse(segment.endedAt) - Date.parse(segment.bridgedAt)) : "–";
    const held = segment.heldMs > 0 ? say({ zh: "  保持 ", en: "  on hold " }) + duration(segment.heldMs) : "";
    const wrapUp =
      segment.endedAt && segment.releasedAt
        ? say({ zh: "  话后 ", en: "  after-call work " }) +
          duration(Date.parse(segment.releasedAt) - Date.parse(segment.endedAt))
        : "";
    return `${clock.at(segment.bridgedAt)}  ${nameOf(segment.agent)}  ${inWords(segment.state)}  ${talk}${held}${wrapUp}`;
  });
}

function ratingLines({ rating }: CallDetail, clock: Clock, nameOf: (agent: string) => string): string[] {
  if (rating === undefined) return [];
  const pressed = rating.keys === "" ? [] : [say({ zh: `按键 ${rating.keys}`, en: `keys ${rating.keys}` })];
  return [[clock.at(rating.askedAt), nameOf(rating.agent), ratingWords(rating), ...pressed].join("  ")];
}

function recordingLines(call: CallDetail): string[] {
  if (call.recordings.length === 0) return [];
  return table(call.recordings, [
    { title: say({ zh: "编号", en: "id" }), cell: ({ recordingId }) => recordingId },
    { title: say({ zh: "段", en: "part" }), cell: ({ part: number }) => String(number) },
    {
      title: say({ zh: "时长", en: "length" }),
      cell: ({ durationMs }) => (durationMs === undefined ? "–" : duration(durationMs)),
    },
    { title: say({ zh: "状态", en: "state" }), cell: ({ state }) => inWords(state) },
  ]);
}

import { say } from "../language.ts";
import type { Words } from "@hotline/schemas";

/** Words of the engine as people say them; a word this version does not know is shown as it is. */
const words: Readonly<Record<string, Words>> = {
  // states of a call
  arriving: { zh: "到达", en: "arriving" },
  waiting: { zh: "等待", en: "waiting" },
  offered: { zh: "振铃", en: "offered" },
  talking: { zh: "通话中", en: "talking" },
  consulting: { zh: "咨询中", en: "consulting" },
  conferencing: { zh: "会议中", en: "in a conference" },
  held: { zh: "保持中", en: "on hold" },
  recovering: { zh: "恢复中", en: "recovering" },
  surveying: { zh: "评价中", en: "being rated" },
  ended: { zh: "已结束", en: "ended" },
  // why a call ended
  "agent-hung-up": { zh: "坐席挂机", en: "agent hung up" },
  "customer-hung-up": { zh: "客户挂机", en: "customer hung up" },
  abandoned: { zh: "等待中放弃", en: "abandoned" },
  "no-route": { zh: "号码没有去处", en: "number leads nowhere" },
  "trunk-full": { zh: "通道已用完", en: "trunk full" },
  lost: { zh: "线路中断", en: "line lost" },
  "switch-lost": { zh: "交换机中断", en: "switch lost" },
  cancelled: { zh: "坐席取消", en: "cancelled" },
  "powered-off": { zh: "关机或不在服务区", en: "switched off" },
  "line-failed": { zh: "线路故障", en: "line failed" },
  emergency: { zh: "应急：值班电话接听", en: "emergency: duty list" },
  // entries and offers
  answered: { zh: "已接", en: "answered" },
  "timed-out": { zh: "等待超时", en: "timed out" },
  dialing: { zh: "呼叫中", en: "dialing" },
  ringing: { zh: "振铃中", en: "ringing" },
  rejected: { zh: "拒接", en: "rejected" },
  "no-answer": { zh: "无人接听", en: "no answer" },
  "caller-gone": { zh: "客户先挂了", en: "caller gone" },
  failed: { zh: "没有接通", en: "failed" },
  // legs
  customer: { zh: "客户", en: "customer" },
  agent: { zh: "坐席", en: "agent" },
  duty: { zh: "值班电话", en: "duty number" },
  browser: { zh: "网页电话", en: "browser" },
  sip: { zh: "SIP 话机", en: "SIP phone" },
  // how a leg ended
  normal: { zh: "正常挂机", en: "normal" },
  busy: { zh: "忙", en: "busy" },
  "not-registered": { zh: "电话没有登录", en: "not registered" },
  unreachable: { zh: "线路故障", en: "unreachable" },
  "invalid-number": { zh: "空号", en: "invalid number" },
  "media-lost": { zh: "声音中断", en: "media lost" },
  barred: { zh: "不允许呼叫", en: "barred" },
  congestion: { zh: "线路拥塞", en: "congestion" },
  unknown: { zh: "原因不明", en: "unknown" },
  // recordings
  open: { zh: "录音中", en: "open" },
  closed: { zh: "完整", en: "closed" },
  missing: { zh: "文件不见了", en: "file missing" },
  salvaged: { zh: "抢救所得", en: "salvaged" },
};

export function inWords(word: string): string {
  const known = Object.hasOwn(words, word) ? words[word] : undefined;
  return known ? say(known) : word;
}

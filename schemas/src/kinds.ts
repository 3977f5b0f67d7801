import type { Words } from "./words.ts";

/** Every kind of document Hotline has or will have; the names are settled, so that folders written now stay valid. */
const kindWords = {
  Organization: { zh: "单位", en: "organization" },
  Calendar: { zh: "日历", en: "calendar" },
  Trunk: { zh: "中继", en: "trunk" },
  Gateway: { zh: "网关", en: "gateway" },
  SkillGroup: { zh: "技能组", en: "skill group" },
  BreakReasons: { zh: "小休原因", en: "break reasons" },
  Agent: { zh: "坐席", en: "agent" },
  CallerIdGroup: { zh: "外显号码组", en: "caller-ID group" },
  AccessNumber: { zh: "接入号码", en: "access number" },
  Ivr: { zh: "语音导航", en: "IVR" },
  DispositionTree: { zh: "通话小结", en: "disposition tree" },
  RecordForm: { zh: "业务记录表单", en: "business record form" },
  CustomerForm: { zh: "客户资料表单", en: "customer form" },
  WorkOrderForm: { zh: "工单表单", en: "work order form" },
  AddressBook: { zh: "通讯录", en: "address book" },
  StateAlarms: { zh: "状态告警", en: "state alarms" },
  LinePlan: { zh: "语音套餐", en: "line plan" },
  ChatEntry: { zh: "在线客服入口", en: "chat entry" },
  Integration: { zh: "系统对接", en: "integration" },
} as const satisfies Record<string, Words>;

export type SettledKind = keyof typeof kindWords;

/** The kinds this version reads, in the order a plan lists them: what others refer to comes first. */
export const kinds = [
  "Organization",
  "Calendar",
  "Trunk",
  "CallerIdGroup",
  "SkillGroup",
  "BreakReasons",
  "Agent",
  "AccessNumber",
  "AddressBook",
] as const satisfies readonly SettledKind[];

export type Kind = (typeof kinds)[number];

export const settledKinds = Object.keys(kindWords) as readonly SettledKind[];

/** Kinds of which a deployment has exactly one document. */
export const singleKinds = ["Organization", "BreakReasons"] as const satisfies readonly Kind[];

export function isKind(value: unknown): value is Kind {
  return (kinds as readonly unknown[]).includes(value);
}

export function isSettledKind(value: unknown): value is SettledKind {
  return (settledKinds as readonly unknown[]).includes(value);
}

export function kindWord(kind: SettledKind): Words {
  return kindWords[kind];
}

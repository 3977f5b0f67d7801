import { calls as callsEn } from "./en/calls.ts";
import { common as commonEn } from "./en/common.ts";
import { dial as dialEn } from "./en/dial.ts";
import { errors as errorsEn } from "./en/errors.ts";
import { frame as frameEn } from "./en/frame.ts";
import { monitor as monitorEn } from "./en/monitor.ts";
import { phone as phoneEn } from "./en/phone.ts";
import { session as sessionEn } from "./en/session.ts";
import { transfer as transferEn } from "./en/transfer.ts";
import { workbench as workbenchEn } from "./en/workbench.ts";
import { calls } from "./zh-cn/calls.ts";
import { common } from "./zh-cn/common.ts";
import { dial } from "./zh-cn/dial.ts";
import { errors } from "./zh-cn/errors.ts";
import { frame } from "./zh-cn/frame.ts";
import { monitor } from "./zh-cn/monitor.ts";
import { phone } from "./zh-cn/phone.ts";
import { session } from "./zh-cn/session.ts";
import { transfer } from "./zh-cn/transfer.ts";
import { workbench } from "./zh-cn/workbench.ts";

const zhCn = {
  ...common,
  ...session,
  ...frame,
  ...phone,
  ...workbench,
  ...dial,
  ...transfer,
  ...calls,
  ...monitor,
  ...errors,
};

export type MessageKey = keyof typeof zhCn;
export type LanguageName = "zh-CN" | "en";
export type MessageParams = Readonly<Record<string, string | number>>;

export const catalogues: Readonly<Record<LanguageName, Readonly<Record<MessageKey, string>>>> = {
  "zh-CN": zhCn,
  en: {
    ...commonEn,
    ...sessionEn,
    ...frameEn,
    ...phoneEn,
    ...workbenchEn,
    ...dialEn,
    ...transferEn,
    ...callsEn,
    ...monitorEn,
    ...errorsEn,
  },
};

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(zhCn, key);
}

/** Fills `{name}` places; one without a value stays visible, so that it is found. */
export function fillMessage(message: string, params: MessageParams = {}): string {
  return message.replace(/\{([a-zA-Z]+)\}/g, (place, name: string) => String(params[name] ?? place));
}

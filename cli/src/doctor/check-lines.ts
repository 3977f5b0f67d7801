import type { Words } from "@hotline/schemas";
import type { Check } from "../api/views.ts";
import { say } from "../language.ts";
import { paint } from "../terminal/paint.ts";
import { safeDeep } from "../terminal/safe-text.ts";
import { padEnd, textWidth } from "../terminal/width.ts";

const titles: Readonly<Record<string, Words>> = {
  node: { zh: "Node", en: "Node" },
  server: { zh: "服务器", en: "server" },
  home: { zh: "数据文件夹", en: "home folder" },
  disk: { zh: "磁盘", en: "disk" },
  clock: { zh: "时钟", en: "clock" },
  config: { zh: "配置文件夹", en: "config folder" },
  prompts: { zh: "语音文件", en: "prompts" },
  drift: { zh: "与生效配置", en: "drift" },
  database: { zh: "数据库", en: "database" },
  engine: { zh: "引擎", en: "engine" },
  journal: { zh: "事件账本", en: "journal" },
  configuration: { zh: "生效的配置", en: "in force" },
  phones: { zh: "坐席电话", en: "phones" },
  switch: { zh: "交换机", en: "switch" },
};

const marks = {
  ok: () => paint("green", "✓"),
  warn: () => paint("yellow", "!"),
  fail: () => paint("red", "✗"),
} as const;

/** One line per check; cause and cure below those that are not well. */
export function checkLines(checks: readonly Check[]): string[] {
  const safe = safeDeep(checks);
  const width = Math.max(...safe.map(({ name }) => textWidth(titleOf(name))));
  return safe.flatMap(({ name, level, found, cause, cure }) => {
    const lines = [`${marks[level]()} ${padEnd(titleOf(name), width)}  ${found}`];
    if (cause) lines.push(`    ${say({ zh: "原因", en: "cause" })}: ${cause}`);
    if (cure) lines.push(`    ${say({ zh: "办法", en: "cure" })}: ${cure}`);
    return lines;
  });
}

function titleOf(name: string): string {
  const port = /^port-(\d+)$/.exec(name)?.[1];
  if (port) return say({ zh: `端口 ${port}`, en: `port ${port}` });
  const known = Object.hasOwn(titles, name) ? titles[name] : undefined;
  return known ? say(known) : name;
}

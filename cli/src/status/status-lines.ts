import type { Status } from "../api/views.ts";
import { say } from "../language.ts";
import { paint } from "../terminal/paint.ts";
import { table } from "../terminal/table.ts";
import { duration } from "../terminal/times.ts";
import type { Clock } from "../terminal/times.ts";
import { padEnd } from "../terminal/width.ts";

/** @param now for how long the longest caller has waited */
export function statusLines(status: Status, clock: Clock, now: Date): string[] {
  const row = (title: string, text: string): string => `${padEnd(title, 10)}${text}`;
  const { agents, calls, deployment } = status;
  return [
    row(
      "Hotline",
      say({
        zh: `${status.version}，${clock.at(status.startedAt)} 启动`,
        en: `${status.version}, started ${clock.at(status.startedAt)}`,
      }),
    ),
    row(say({ zh: "交换机", en: "switch" }), switchWords(status.switch)),
    row(say({ zh: "数据库", en: "database" }), databaseWords(status.database)),
    row(
      say({ zh: "配置", en: "config" }),
      deployment
        ? say({
            zh: `${deployment.hash.slice(0, 12)}，${clock.at(deployment.appliedAt)} 生效`,
            en: `${deployment.hash.slice(0, 12)}, in force since ${clock.at(deployment.appliedAt)}`,
          })
        : paint("yellow", say({ zh: "还没有生效的配置", en: "none in force yet" })),
    ),
    row(
      say({ zh: "坐席", en: "agents" }),
      say({
        zh: `${String(agents.signedIn)} 人登录，${String(agents.free)} 人空闲，${String(agents.talking)} 人通话`,
        en: `${String(agents.signedIn)} signed in, ${String(agents.free)} free, ${String(agents.talking)} talking`,
      }),
    ),
    row(
      say({ zh: "通话", en: "calls" }),
      say({
        zh: `${String(calls.live)} 路进行中，${String(calls.waiting)} 路等待`,
        en: `${String(calls.live)} live, ${String(calls.waiting)} waiting`,
      }),
    ),
    "",
    ...table(status.queues, [
      { title: say({ zh: "技能组", en: "group" }), cell: (queue) => queue.label },
      { title: say({ zh: "等待", en: "waiting" }), cell: (queue) => String(queue.waiting) },
      {
        title: say({ zh: "最久", en: "longest" }),
        cell: (queue) =>
          queue.oldestJoinedAt === undefined ? "–" : duration(now.getTime() - Date.parse(queue.oldestJoinedAt)),
      },
      { title: say({ zh: "登录", en: "signed in" }), cell: (queue) => String(queue.signedIn) },
      { title: say({ zh: "空闲", en: "free" }), cell: (queue) => String(queue.free) },
      { title: say({ zh: "通话", en: "talking" }), cell: (queue) => String(queue.talking) },
      { title: say({ zh: "今日来电", en: "today" }), cell: ({ today }) => (today ? String(today.entries) : "–") },
      { title: say({ zh: "接通率", en: "answered" }), cell: ({ today }) => share(today?.answered, today?.entries) },
      {
        title: say({ zh: "服务水平", en: "service level" }),
        cell: ({ today }) => share(today?.answeredInTime, today?.entries),
      },
    ]),
  ];
}

/** A share of nothing is neither 0 nor 100. */
function share(part: number | undefined, whole: number | undefined): string {
  return part === undefined || !whole ? "–" : `${((part / whole) * 100).toFixed(1)}%`;
}

function switchWords(found: Status["switch"]): string {
  const kind = found.kind === "simulated" ? say({ zh: "模拟交换机", en: "simulated" }) : "FreeSWITCH";
  const name = [kind, found.version, found.address].filter(Boolean).join(" ");
  if (!found.connected) {
    return paint("red", say({ zh: `${name}：没有连上`, en: `${name}: not connected` }) + trouble(found.trouble));
  }
  const legs = say({ zh: `已连接，${String(found.legs)} 条话路`, en: `connected, ${String(found.legs)} legs` });
  return `${name} ${paint("green", legs)}${trouble(found.trouble)}`;
}

function trouble(text: string | undefined): string {
  return text ? say({ zh: `（${text}）`, en: ` (${text})` }) : "";
}

function databaseWords(database: Status["database"]): string {
  const kind = database.kind === "embedded" ? say({ zh: "内置 PostgreSQL", en: "embedded PostgreSQL" }) : "PostgreSQL";
  const state = database.ok
    ? paint("green", say({ zh: "正常", en: "well" }))
    : paint("red", say({ zh: "连不上，通话照常，记录先存在本地", en: "away; calls go on, facts are kept on disk" }));
  const spooled =
    database.spooledEntries > 0
      ? say({
          zh: `，${String(database.spooledEntries)} 条待写入`,
          en: `, ${String(database.spooledEntries)} entries to be written`,
        })
      : "";
  return `${kind} ${state}${spooled}`;
}

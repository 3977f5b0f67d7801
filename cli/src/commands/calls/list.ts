import { Flags } from "@oclif/core";
import { answer, connect } from "../../api/client.ts";
import { askTimeZone } from "../../api/time-zone.ts";
import { ratingWords } from "../../calls/rating-words.ts";
import { inWords } from "../../calls/words.ts";
import { failure } from "../../errors/failure.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { safeDeep } from "../../terminal/safe-text.ts";
import { table } from "../../terminal/table.ts";
import { Clock, duration } from "../../terminal/times.ts";
import { instantOf } from "../../terminal/zoned-time.ts";

const timeHelp = {
  zh: "时间，如 2026-11-22 或 2026-11-22T08:30，按单位的时区",
  en: "such as 2026-11-22 or 2026-11-22T08:30, in the organization's time zone",
};

export default class CallsList extends HotlineCommand {
  static override summary = say({ zh: "通话记录，最近的在前", en: "call records, latest first" });
  static override examples = [
    "<%= config.bin %> calls list --from 2026-11-22 --outcome abandoned",
    "<%= config.bin %> calls list --number 13800138000 --json",
  ];
  static override flags = {
    from: Flags.string({ description: say({ zh: `从何时起；${timeHelp.zh}`, en: `arrived from; ${timeHelp.en}` }) }),
    to: Flags.string({ description: say({ zh: "到何时止，不含", en: "arrived before" }) }),
    number: Flags.string({ description: say({ zh: "对方号码", en: "the other side's number" }) }),
    agent: Flags.string({ description: say({ zh: "坐席", en: "agent" }) }),
    group: Flags.string({ description: say({ zh: "技能组", en: "skill group" }) }),
    outcome: Flags.option({
      options: ["answered", "abandoned", "no-route", "trunk-full", "lost", "switch-lost", "emergency", "live"] as const,
      description: say({ zh: "结果", en: "how it ended" }),
    })(),
    limit: Flags.integer({
      min: 1,
      max: 200,
      default: 50,
      description: say({ zh: "最多几条", en: "at most so many" }),
    }),
    cursor: Flags.string({
      description: say({ zh: "接着上一页，值由上一页给出", en: "continue; the page before gives it" }),
    }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(CallsList);
    const api = connect();
    const timeZone = await askTimeZone(api);
    const { number, agent, group, outcome, cursor, limit } = flags;
    const query = {
      limit,
      ...(flags.from && { from: this.#instant(flags.from, timeZone) }),
      ...(flags.to && { to: this.#instant(flags.to, timeZone) }),
      ...(number && { number }),
      ...(agent && { agent }),
      ...(group && { group }),
      ...(outcome && { outcome }),
      ...(cursor && { cursor }),
    };
    const page = await answer(api, api.http.GET("/api/v1/calls", { params: { query } }));
    const clock = new Clock(timeZone, new Date());
    this.print(
      ...table(safeDeep(page.items), [
        { title: say({ zh: "到达", en: "arrived" }), cell: ({ arrivedAt }) => clock.at(arrivedAt) },
        {
          title: say({ zh: "来电", en: "from" }),
          cell: ({ fromNumber, fromName }) => [fromNumber, fromName].filter(Boolean).join(" "),
        },
        { title: say({ zh: "拨打", en: "to" }), cell: ({ toNumber }) => toNumber },
        { title: say({ zh: "技能组", en: "group" }), cell: (call) => call.group?.label ?? "–" },
        { title: say({ zh: "坐席", en: "agent" }), cell: (call) => call.agent?.label ?? "–" },
        { title: say({ zh: "等待", en: "waited" }), cell: ({ waitMs }) => duration(waitMs) },
        { title: say({ zh: "通话", en: "talked" }), cell: ({ talkMs }) => duration(talkMs) },
        { title: say({ zh: "结果", en: "end" }), cell: ({ endReason, state }) => inWords(endReason ?? state) },
        { title: say({ zh: "满意度", en: "rating" }), cell: ({ rating }) => ratingWords(rating) },
        { title: say({ zh: "录音", en: "rec." }), cell: ({ recordings }) => String(recordings) },
        { title: say({ zh: "编号", en: "call" }), cell: ({ callId }) => callId },
      ]),
    );
    if (page.nextCursor) this.print(say({ zh: "还有更多：--cursor ", en: "more: --cursor " }) + page.nextCursor);
    return page;
  }

  #instant(text: string, timeZone: string | undefined): string {
    const instant = instantOf(text, timeZone);
    if (instant === undefined) {
      throw failure("usage.wrong", { reason: say({ zh: `看不懂时间 ${text}`, en: `${text} is no time` }) });
    }
    return instant.toISOString();
  }
}

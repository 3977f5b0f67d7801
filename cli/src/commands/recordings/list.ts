import { Flags } from "@oclif/core";
import { answer, connect } from "../../api/client.ts";
import { askTimeZone } from "../../api/time-zone.ts";
import { agentNames } from "../../api/agent-names.ts";
import { inWords } from "../../calls/words.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { rangeFlags, rangeQuery } from "../../recordings/range.ts";
import { safeDeep } from "../../terminal/safe-text.ts";
import { table } from "../../terminal/table.ts";
import { Clock, duration } from "../../terminal/times.ts";

export default class RecordingsList extends HotlineCommand {
  static override summary = say({ zh: "录音，最近的在前", en: "recordings, latest first" });
  static override examples = [
    "<%= config.bin %> recordings list --from 2026-11-22",
    "<%= config.bin %> recordings list --call CALLID --json",
  ];
  static override flags = {
    ...rangeFlags,
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
    const { flags } = await this.parse(RecordingsList);
    const api = connect();
    const timeZone = await askTimeZone(api);
    const { limit, cursor } = flags;
    const query = { limit, ...rangeQuery(flags, timeZone), ...(cursor && { cursor }) };
    const page = await answer(api, api.http.GET("/api/v1/recordings", { params: { query } }));
    if (this.jsonEnabled()) return page;
    const names = await agentNames(api);
    const clock = new Clock(timeZone, new Date());
    this.print(
      ...table(safeDeep(page.items), [
        { title: say({ zh: "开始", en: "begun" }), cell: ({ startedAt }) => clock.at(startedAt) },
        { title: say({ zh: "坐席", en: "agent" }), cell: ({ agent }) => (agent && (names.get(agent) ?? agent)) ?? "–" },
        {
          title: say({ zh: "时长", en: "length" }),
          cell: ({ durationMs }) => (durationMs === undefined ? "–" : duration(durationMs)),
        },
        { title: say({ zh: "状态", en: "state" }), cell: ({ state }) => inWords(state) },
        { title: say({ zh: "编号", en: "id" }), cell: ({ recordingId }) => recordingId },
        { title: say({ zh: "通话", en: "call" }), cell: ({ callId }) => callId },
      ]),
    );
    if (page.nextCursor) this.print(say({ zh: "还有更多：--cursor ", en: "more: --cursor " }) + page.nextCursor);
    return page;
  }
}

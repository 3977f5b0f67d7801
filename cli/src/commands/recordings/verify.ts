import { Args } from "@oclif/core";
import { answer, connect, type Api } from "../../api/client.ts";
import { askTimeZone } from "../../api/time-zone.ts";
import type { RecordingCheck } from "../../api/views.ts";
import { failure } from "../../errors/failure.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { rangeFlags, rangeQuery } from "../../recordings/range.ts";
import { resultWords } from "../../recordings/result-words.ts";
import { safeDeep } from "../../terminal/safe-text.ts";

const PAGE = 200;

export default class RecordingsVerify extends HotlineCommand {
  static override summary = say({
    zh: "重算录音文件的校验值，与关闭录音时记下的比较",
    en: "computes the checksums of the recordings anew and compares them with those of the day",
  });
  static override description = say({
    zh: "只列出有问题的。退出码：0 全部完好，1 有改动或缺失。",
    en: "Only what is wrong is listed. Exit code: 0 all intact, 1 changed or missing ones.",
  });
  static override examples = [
    "<%= config.bin %> recordings verify --from 2026-11-22",
    "<%= config.bin %> recordings verify RECORDINGID --json",
  ];
  static override flags = rangeFlags;
  static override args = {
    id: Args.string({
      description: say({ zh: "录音编号；不写则按时间范围全部检查", en: "one recording; else all in the range" }),
    }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(RecordingsVerify);
    const api = connect();
    const ids = args.id === undefined ? this.#inRange(api, rangeQuery(flags, await askTimeZone(api))) : [args.id];
    const counts = { intact: 0, changed: 0, missing: 0, open: 0, unsealed: 0 };
    const wrong: RecordingCheck[] = [];
    for await (const recordingId of ids) {
      const path = { recordingId };
      const check = await answer(api, api.http.GET("/api/v1/recordings/{recordingId}/check", { params: { path } }));
      counts[check.result] += 1;
      if (check.result === "intact" || check.result === "open") continue;
      wrong.push(check);
      this.print(`${safeDeep(check).recordingId}  ${resultWords(check.result)}`);
    }
    const damaged = counts.changed + counts.missing;
    if (damaged > 0) throw failure("recordings.damaged", { count: damaged }, { data: { counts, wrong } });
    this.print(
      say({
        zh: `${counts.intact} 个录音完好，${counts.open} 个还在录，${counts.unsealed} 个没有校验值`,
        en: `${counts.intact} intact, ${counts.open} still being recorded, ${counts.unsealed} without a checksum`,
      }),
    );
    return { counts, wrong };
  }

  async *#inRange(api: Api, range: ReturnType<typeof rangeQuery>): AsyncGenerator<string> {
    let cursor: string | undefined;
    do {
      const query = { limit: PAGE, ...range, ...(cursor !== undefined && { cursor }) };
      const page = await answer(api, api.http.GET("/api/v1/recordings", { params: { query } }));
      for (const { recordingId } of page.items) yield recordingId;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}

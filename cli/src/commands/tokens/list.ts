import { answer, connect } from "../../api/client.ts";
import { askTimeZone } from "../../api/time-zone.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { safeDeep } from "../../terminal/safe-text.ts";
import { table } from "../../terminal/table.ts";
import { Clock } from "../../terminal/times.ts";

export default class TokensList extends HotlineCommand {
  static override summary = say({ zh: "现有令牌、范围和期限", en: "tokens, their scopes and when they expire" });
  static override examples = ["<%= config.bin %> tokens list"];

  async run(): Promise<object> {
    await this.parse(TokensList);
    const api = connect();
    const tokens = await answer(api, api.http.GET("/api/v1/tokens"));
    const clock = new Clock(await askTimeZone(api), new Date());
    const when = (instant: string | undefined): string => (instant ? clock.at(instant) : "–");
    this.print(
      ...table(safeDeep(tokens), [
        { title: say({ zh: "编号", en: "id" }), cell: ({ id }) => id },
        { title: say({ zh: "名称", en: "name" }), cell: ({ name }) => name },
        { title: say({ zh: "范围", en: "scopes" }), cell: ({ scopes }) => scopes.join(" ") },
        { title: say({ zh: "失效", en: "expires" }), cell: ({ expiresAt }) => when(expiresAt) },
        { title: say({ zh: "最近使用", en: "last used" }), cell: ({ lastUsedAt }) => when(lastUsedAt) },
      ]),
    );
    return tokens;
  }
}

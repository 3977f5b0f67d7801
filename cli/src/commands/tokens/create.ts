import { Args, Flags } from "@oclif/core";
import { answer, connect } from "../../api/client.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { safeText } from "../../terminal/safe-text.ts";

/** As the server knows them; the type of the request keeps both the same. */
const SCOPES = ["status:read", "calls:read", "config:read", "config:write", "users:write"] as const;
const DAY_MS = 86_400_000;

export default class TokensCreate extends HotlineCommand {
  static override summary = say({
    zh: "新建一个令牌；只显示这一次",
    en: "create a token; it is shown this once",
  });
  static override examples = ["<%= config.bin %> tokens create reports --scope calls:read --days 90"];
  static override args = {
    name: Args.string({
      required: true,
      description: say({ zh: "给谁用，记进审计", en: "what it is for; stands in the audit log" }),
    }),
  };
  static override flags = {
    scope: Flags.option({
      multiple: true,
      options: SCOPES,
      required: true,
      description: say({ zh: "它可以做什么，可写多个", en: "what it may do; may be given more than once" }),
    })(),
    days: Flags.integer({
      min: 1,
      description: say({ zh: "多少天后失效；不写则一直有效", en: "days until it expires; else it does not" }),
    }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(TokensCreate);
    const api = connect();
    const expiresAt = flags.days && new Date(Date.now() + flags.days * DAY_MS).toISOString();
    const created = await answer(
      api,
      api.http.POST("/api/v1/tokens", {
        body: { name: args.name, scopes: flags.scope, ...(expiresAt && { expiresAt }) },
      }),
    );
    this.print(safeText(created.token));
    return created;
  }
}

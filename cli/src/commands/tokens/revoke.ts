import { Args } from "@oclif/core";
import { answer, connect } from "../../api/client.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";

export default class TokensRevoke extends HotlineCommand {
  static override summary = say({ zh: "作废一个令牌，立即生效", en: "revoke a token, at once" });
  static override examples = ["<%= config.bin %> tokens revoke 7f3a"];
  static override args = {
    id: Args.string({
      required: true,
      description: say({ zh: "编号，见 tokens list", en: "its id, see tokens list" }),
    }),
  };

  async run(): Promise<object> {
    const { args } = await this.parse(TokensRevoke);
    const api = connect();
    await answer(api, api.http.DELETE("/api/v1/tokens/{id}", { params: { path: { id: args.id } } }));
    this.print(say({ zh: `已作废 ${args.id}`, en: `revoked ${args.id}` }));
    return { id: args.id, revoked: true };
  }
}

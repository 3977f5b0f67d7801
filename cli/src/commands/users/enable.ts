import { answer, connect } from "../../api/client.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { userArg } from "../../users/user-arg.ts";

export default class UsersEnable extends HotlineCommand {
  static override summary = say({ zh: "重新启用一个账号", en: "enable an account again" });
  static override examples = ["<%= config.bin %> users enable zhang-san"];
  static override args = { user: userArg };

  async run(): Promise<object> {
    const { args } = await this.parse(UsersEnable);
    const api = connect();
    await answer(api, api.http.POST("/api/v1/users/{user}/enable", { params: { path: { user: args.user } } }));
    this.print(say({ zh: `已启用 ${args.user}`, en: `enabled ${args.user}` }));
    return { user: args.user, disabled: false };
  }
}

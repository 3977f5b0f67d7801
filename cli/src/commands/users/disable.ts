import { answer, connect } from "../../api/client.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { userArg } from "../../users/user-arg.ts";

export default class UsersDisable extends HotlineCommand {
  static override summary = say({
    zh: "停用一个账号；此人的登录立即结束",
    en: "disable an account; the person is signed out at once",
  });
  static override examples = ["<%= config.bin %> users disable zhang-san"];
  static override args = { user: userArg };

  async run(): Promise<object> {
    const { args } = await this.parse(UsersDisable);
    const api = connect();
    await answer(api, api.http.POST("/api/v1/users/{user}/disable", { params: { path: { user: args.user } } }));
    this.print(say({ zh: `已停用 ${args.user}`, en: `disabled ${args.user}` }));
    return { user: args.user, disabled: true };
  }
}

import { answer, connect } from "../../api/client.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { safeText } from "../../terminal/safe-text.ts";
import { userArg } from "../../users/user-arg.ts";

export default class UsersReset extends HotlineCommand {
  static override summary = say({
    zh: "给一个人新的一次性密码；只显示这一次，登录后必须改",
    en: "give a person a new one-time password, shown once; it must be changed at sign-in",
  });
  static override examples = ["<%= config.bin %> users reset zhang-san"];
  static override args = { user: userArg };

  async run(): Promise<object> {
    const { args } = await this.parse(UsersReset);
    const api = connect();
    const reset = await answer(
      api,
      api.http.POST("/api/v1/users/{user}/password-reset", { params: { path: { user: args.user } } }),
    );
    this.print(
      say({ zh: "一次性密码：", en: "one-time password: " }) + safeText(reset.oneTimePassword),
      say({ zh: "此人在别处的登录已全部结束", en: "this person is signed out everywhere" }),
    );
    return { user: args.user, ...reset };
  }
}

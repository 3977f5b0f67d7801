import { answer, connect } from "../../api/client.ts";
import { askTimeZone } from "../../api/time-zone.ts";
import type { User } from "../../api/views.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { paint } from "../../terminal/paint.ts";
import { safeDeep } from "../../terminal/safe-text.ts";
import { table } from "../../terminal/table.ts";
import { Clock } from "../../terminal/times.ts";

export default class UsersList extends HotlineCommand {
  static override summary = say({
    zh: "谁可以登录，角色和账号状态",
    en: "who may sign in, with roles and account state",
  });
  static override examples = ["<%= config.bin %> users list"];

  async run(): Promise<object> {
    await this.parse(UsersList);
    const api = connect();
    const users = await answer(api, api.http.GET("/api/v1/users"));
    const clock = new Clock(await askTimeZone(api), new Date());
    this.print(
      ...table(safeDeep(users), [
        { title: say({ zh: "账号", en: "user" }), cell: ({ user }) => user },
        { title: say({ zh: "姓名", en: "name" }), cell: ({ label }) => label },
        { title: say({ zh: "角色", en: "roles" }), cell: ({ roles }) => roles.join(" ") },
        { title: say({ zh: "状态", en: "state" }), cell: stateWords },
        {
          title: say({ zh: "上次登录", en: "last sign-in" }),
          cell: ({ lastSignInAt }) => (lastSignInAt ? clock.at(lastSignInAt) : "–"),
        },
      ]),
    );
    return users;
  }
}

function stateWords(user: User): string {
  if (user.disabled) return paint("red", say({ zh: "已停用", en: "disabled" }));
  if (!user.hasPassword) return paint("yellow", say({ zh: "还没有密码", en: "no password yet" }));
  if (user.mustChangePassword) return say({ zh: "首次登录要改密码", en: "must change the password" });
  return say({ zh: "正常", en: "active" });
}

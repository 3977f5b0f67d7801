import { stateWord } from "../../agents/agent-words.ts";
import { answer, connect } from "../../api/client.ts";
import type { LedAgent } from "../../api/views.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { paint } from "../../terminal/paint.ts";
import { safeDeep } from "../../terminal/safe-text.ts";
import { table } from "../../terminal/table.ts";
import { duration } from "../../terminal/times.ts";

export default class AgentsList extends HotlineCommand {
  static override summary = say({
    zh: "坐席现在的状态、正在通话的客户和今天的通话",
    en: "agents with their state, present customer and today's calls",
  });
  static override examples = ["<%= config.bin %> agents list"];

  async run(): Promise<object> {
    await this.parse(AgentsList);
    const api = connect();
    const agents = await answer(api, api.http.GET("/api/v1/agents"));
    this.print(
      ...table(safeDeep(agents), [
        { title: say({ zh: "坐席", en: "agent" }), cell: ({ agent }) => agent },
        { title: say({ zh: "姓名", en: "name" }), cell: ({ label }) => label },
        {
          title: say({ zh: "技能组", en: "groups" }),
          cell: ({ groups }) => groups.map(({ label }) => label).join(" "),
        },
        { title: say({ zh: "状态", en: "state" }), cell: shownState },
        {
          title: say({ zh: "客户", en: "customer" }),
          cell: ({ customer }) => customer?.name ?? customer?.number ?? "–",
        },
        { title: say({ zh: "今天通话", en: "calls today" }), cell: ({ today }) => String(today.calls) },
        { title: say({ zh: "通话时长", en: "talk time" }), cell: ({ today }) => duration(today.talkMs) },
      ]),
    );
    return agents;
  }
}

function shownState({ signedIn, state, breakReason }: LedAgent): string {
  if (!signedIn) return paint("dim", say({ zh: "未登录", en: "not signed in" }));
  return breakReason === undefined || state !== "break" ? stateWord(state) : `${stateWord(state)} (${breakReason})`;
}

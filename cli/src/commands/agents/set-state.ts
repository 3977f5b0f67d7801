import { Args, Flags } from "@oclif/core";
import { chosenStates, stateWord } from "../../agents/agent-words.ts";
import { answer, connect } from "../../api/client.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { safeDeep } from "../../terminal/safe-text.ts";

export default class AgentsSetState extends HotlineCommand {
  static override summary = say({
    zh: "替坐席改状态；记录里写明是谁改的",
    en: "force an agent's state; the log says who did it",
  });
  static override examples = [
    "<%= config.bin %> agents set-state zhang-san offline",
    "<%= config.bin %> agents set-state zhang-san break --reason meal",
  ];
  static override args = {
    agent: Args.string({ required: true, description: say({ zh: "坐席的名字", en: "name of the agent" }) }),
    state: Args.string({
      required: true,
      options: [...chosenStates],
      description: say({ zh: "新状态", en: "the new state" }),
    }),
  };
  static override flags = {
    reason: Flags.string({
      helpValue: "NAME",
      description: say({ zh: "小休原因的名字", en: "name of the break reason" }),
    }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(AgentsSetState);
    const state = chosenStates.find((each) => each === args.state) ?? "offline";
    const api = connect();
    const now = await answer(
      api,
      api.http.POST("/api/v1/agents/{agent}/state", {
        params: { path: { agent: args.agent } },
        body: { state, ...(flags.reason === undefined ? {} : { breakReason: flags.reason }) },
      }),
    );
    const { label, state: shown } = safeDeep(now);
    const chosen = stateWord(state);
    this.print(
      shown === state
        ? say({ zh: `${label} 现在是${chosen}`, en: `${label} is ${chosen} now` })
        : say({
            zh: `${label} 现在是${stateWord(shown)}，之后改为${chosen}`,
            en: `${label} is ${stateWord(shown)} now, and ${chosen} after it`,
          }),
    );
    return now;
  }
}

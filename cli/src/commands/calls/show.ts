import { Args } from "@oclif/core";
import { answer, connect } from "../../api/client.ts";
import { agentNames } from "../../api/agent-names.ts";
import { askTimeZone } from "../../api/time-zone.ts";
import { callLines } from "../../calls/call-lines.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { safeDeep } from "../../terminal/safe-text.ts";
import { Clock } from "../../terminal/times.ts";

export default class CallsShow extends HotlineCommand {
  static override summary = say({
    zh: "一通电话的全过程，以及为什么由那位坐席接听",
    en: "one call from beginning to end, and why that agent got it",
  });
  static override examples = ["<%= config.bin %> calls show CALLID"];
  static override args = {
    callid: Args.string({
      required: true,
      description: say({ zh: "通话编号，见 calls list", en: "the call, see calls list" }),
    }),
  };

  async run(): Promise<object> {
    const { args } = await this.parse(CallsShow);
    const api = connect();
    const call = await answer(
      api,
      api.http.GET("/api/v1/calls/{callId}", { params: { path: { callId: args.callid } } }),
    );
    if (this.jsonEnabled()) return call;
    const [timeZone, names] = await Promise.all([askTimeZone(api), agentNames(api)]);
    const nameOf = (agent: string): string => names.get(agent) ?? agent;
    this.print(...callLines(safeDeep(call), new Clock(timeZone, new Date()), nameOf));
    return call;
  }
}

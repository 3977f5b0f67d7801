import { describe, expect, it } from "vitest";
import { AskForm } from "./form.ts";
import { readQuestion } from "./question.ts";

function formOf(fields: Readonly<Record<string, string>>): AskForm {
  const all = {
    section: "dialplan",
    "Unique-ID": "leg-1",
    "Event-Date-Timestamp": "1700000005000000",
    "Caller-Channel-Created-Time": "1700000000000000",
    ...fields,
  };
  return new AskForm(
    Object.entries(all)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join("&"),
  );
}

describe("readQuestion", () => {
  it("when a new call comes in, then it says who called whom and how old the leg is", () => {
    const question = readQuestion(
      formOf({
        "Hunt-Context": "hotline",
        "Hunt-Destination-Number": "62345678",
        variable_sip_from_user: "13800001111",
        variable_sip_from_display: "张三",
        variable_sip_network_ip: "10.0.0.9",
        variable_sip_network_port: "5062",
      }),
    );
    expect(question).toMatchObject({
      legId: "leg-1",
      callId: undefined,
      from: { number: "13800001111", name: "张三" },
      to: "62345678",
      source: { address: "10.0.0.9", port: 5_062 },
      legAgeMs: 5_000,
      ended: undefined,
      pokeId: undefined,
    });
  });

  it("when the name only repeats the number, then there is no name", () => {
    const question = readQuestion(
      formOf({ "Hunt-Context": "hotline", variable_sip_from_user: "138", variable_sip_from_display: "138" }),
    );
    expect(question?.from).toEqual({ number: "138", name: undefined });
  });

  it.each([
    [
      { variable_originate_disposition: "USER_BUSY", variable_last_bridge_proto_specific_hangup_cause: "sip:486" },
      "offer",
      "busy",
      486,
    ],
    [{ variable_originate_disposition: "USER_NOT_REGISTERED" }, "offer", "not-registered", undefined],
    [
      { variable_originate_disposition: "SUCCESS", variable_bridge_hangup_cause: "MEDIA_TIMEOUT" },
      "talk",
      "media-lost",
      undefined,
    ],
    [
      { variable_originate_disposition: "SUCCESS", variable_bridge_hangup_cause: "NORMAL_CLEARING" },
      "talk",
      "normal",
      undefined,
    ],
  ])("when the leg's variables are %j, then it asks after the %s that ended as %s", (variables, after, cause, sip) => {
    const question = readQuestion(
      formOf({
        "Hunt-Context": "hotline-ask",
        "Hunt-Destination-Number": "after-offer",
        variable_hotline_step: "offer",
        variable_hotline_agent_leg: "agent-leg",
        variable_hotline_call_id: "call-1",
        variable_hotline_to: "62345678",
        ...variables,
      }),
    );
    expect(question).toMatchObject({ callId: "call-1", to: "62345678", agentLegId: "agent-leg" });
    expect(question?.ended).toMatchObject({ after, cause, raw: { sip } });
  });

  it("when the leg was sent to ask, then it says for which command", () => {
    const fields = { "Hunt-Context": "hotline-ask", "Hunt-Destination-Number": "poke-17" };
    expect(readQuestion(formOf(fields))?.pokeId).toBe(17);
  });

  it("when the form is about no leg, then there is no question", () => {
    expect(readQuestion(new AskForm("section=dialplan"))).toBeUndefined();
  });
});

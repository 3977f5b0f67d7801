import { describe, expect, it } from "vitest";
import type { AcdCommand } from "../../../acd/index.ts";
import { offerStep } from "./offer.ts";
import { hangUpStep, waitStep, type StepContext } from "./step.ts";

const context: StepContext = {
  browserMediaTimeoutMs: () => 8_000,
  streamOf: (music) => (music === "default" ? "default" : "music-1"),
  soundOf: (prompt, otherwise) => `/sounds/${prompt === "default" ? otherwise : prompt}`,
  recordingPath: (segmentId, part) => `/rec/${segmentId}.${part}.wav`,
};

const offer: Extract<AcdCommand, { type: "leg.offer" }> = {
  type: "leg.offer",
  legId: "customer-leg",
  callId: "call-1",
  group: "repair",
  joinedAt: 1_700_000_000_000,
  offerId: "offer-1",
  agent: "li",
  agentLegId: "agent-leg",
  endpoint: { kind: "browser", extension: "1001" },
  ringMs: 19_500,
  ringback: "ring",
  music: "default",
  caller: { number: "13800001111", name: "张 三" },
  segmentId: "segment-1",
  recordingPart: 2,
  resume: false,
};

describe("the step of an offer", () => {
  it("when nothing of the call was answered, then the leg rings on, and each variable is where the switch can rebuild from", () => {
    expect(offerStep(offer, context)).toMatchInlineSnapshot(`
      [
        "<action application="multiset" data="^^;hotline_role=customer;hotline_call_id=call-1;hotline_group=repair;hotline_joined_at=1700000000000;hotline_away=;media_timeout=30000;media_hold_timeout=1800000;max_session_transfers=1000000;timezone=organization;hotline_step=offer;hotline_agent_leg=agent-leg;continue_on_fail=true;hangup_after_bridge=false;transfer_ringback=;instant_ringback=;bridge_hangup_cause=;originate_disposition=;last_bridge_proto_specific_hangup_cause=" inline="true"/>",
        "<action application="bridge" data="{origination_uuid=agent-leg,origination_caller_id_number=13800001111,origination_caller_id_name=&#39;张 三&#39;,hotline_role=agent,hotline_call_id=call-1,hotline_group=repair,hotline_agent=li,hotline_phone=browser,hotline_offer_id=offer-1,hotline_segment_id=segment-1,hotline_customer_leg=customer-leg,leg_timeout=20,media_timeout=8000,media_hold_timeout=1800000,sip_h_X-Hotline-Call-Id=call-1,sip_h_X-Hotline-Offer-Id=offer-1,hotline_recording_part=2,RECORD_STEREO=true,RECORD_MIN_SEC=0,record_sample_rate=8000,execute_on_answer=&#39;record_session /rec/segment-1.2.wav&#39;}sofia/agents/1001%hotline"/>",
        "<action application="transfer" data="after-offer XML hotline-ask"/>",
      ]
    `);
  });

  it("when the caller heard music already, then it goes on while the phone rings; when it resumes, then the phone is told", () => {
    const text = offerStep({ ...offer, ringback: "music", music: "own.wav", resume: true }, context).join("\n");
    expect(text).toContain("transfer_ringback=local_stream://music-1;instant_ringback=true");
    expect(text).toContain("sip_h_X-Hotline-Resume=yes");
    expect(text.indexOf('application="answer"')).toBeLessThan(text.indexOf('application="bridge"'));
  });

  it("when the group does not record, then no recorder is started", () => {
    expect(offerStep({ ...offer, recordingPart: undefined }, context).join("\n")).not.toContain("record");
  });

  it("when a number behind a trunk rings, then the trunk's gateway is called with its caller ID, early announcements are not passed on and the carrier gets no header of ours", () => {
    const endpoint = { kind: "pstn", number: "13900001111", trunk: "carrier", callerId: "62008000" } as const;
    const text = offerStep({ ...offer, endpoint }, context).join("\n");
    expect(text).toContain("}sofia/gateway/carrier/13900001111");
    expect(text).toContain("origination_caller_id_number=62008000,origination_caller_id_name=62008000");
    expect(text).toContain("ignore_early_media=true");
    expect(text).toContain("media_timeout=30000");
    expect(text).not.toContain("sip_h_");
  });

  it.each(["{sip_h_X=1}9000", "9".repeat(64), "call-me", "1,2", "", "+"])(
    "when the number behind a trunk is %s, then the step is refused",
    (number) => {
      const endpoint = { kind: "pstn", number, trunk: "carrier", callerId: "62008000" } as const;
      expect(() => offerStep({ ...offer, endpoint }, context)).toThrow(
        expect.objectContaining({ code: "switch.text-refused" }),
      );
    },
  );

  it("when an extension could not be put into a dial string, then the step is refused", () => {
    const endpoint = { kind: "sip", extension: "1001,{x=y}" } as const;
    expect(() => offerStep({ ...offer, endpoint }, context)).toThrow(
      expect.objectContaining({ code: "switch.text-refused" }),
    );
  });
});

describe("the other steps", () => {
  it("when the leg shall wait, then it hears the group's music and asks again", () => {
    const { legId, callId, group, joinedAt } = offer;
    expect(waitStep({ type: "leg.wait", legId, callId, group, joinedAt, music: "own.wav" }, context))
      .toMatchInlineSnapshot(`
      [
        "<action application="multiset" data="^^;hotline_role=customer;hotline_call_id=call-1;hotline_group=repair;hotline_joined_at=1700000000000;hotline_away=;media_timeout=30000;media_hold_timeout=1800000;max_session_transfers=1000000;timezone=organization;hotline_step=wait;playback_timeout_sec=10" inline="true"/>",
        "<action application="answer" data=""/>",
        "<action application="playback" data="local_stream://music-1"/>",
        "<action application="transfer" data="after-wait XML hotline-ask"/>",
      ]
    `);
  });

  it.each([
    ["normal", "NORMAL_CLEARING"],
    ["not-found", "UNALLOCATED_NUMBER"],
    ["congestion", "NORMAL_CIRCUIT_CONGESTION"],
  ] as const)("when the leg shall be hung up as %s, then the switch is told %s", (cause, code) => {
    expect(hangUpStep({ cause })).toEqual([`<action application="hangup" data="${code}"/>`]);
  });
});

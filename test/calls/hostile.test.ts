import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Desk, hangUp, offerTo, PHONE_PASSWORD } from "./support/desk.ts";
import { REPAIR_NUMBER, testDeployment } from "./support/deployment.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";
import { header } from "./support/sip-message.ts";
import type { SipPhone } from "./support/sip-phone.ts";

/** Display names as a carrier could send them; quotes inside are escaped as RFC 3261 wants. */
const NAMES: readonly [string, string][] = [
  ["an apostrophe and a quote", `"O'Brien \\"x\\""`],
  ["braces", '"{origination_uuid=evil,sip_h_X-Evil=1}"'],
  ["brackets and pipes", '"[leg_timeout=1]a|b^c,d"'],
  ["a call of the switch's own commands", '"${system(touch MARK)} $${base_dir} ${bgsystem touch MARK}"'],
  ["percent signs", '"%00%zz%{x} 100%"'],
  ["backslashes", '"a\\\\b\\\\n"'],
  ["emoji", '"🔥👩‍⚕️急"'],
  ["markup", '"</action><X-PRE-PROCESS cmd=exec data=touch MARK/>&lt;"'],
  ["5 kB", `"${"长".repeat(1_700)}"`],
  ["bytes that are no text", '"\u0001\u0007\u007f"'],
];

const NUMBERS = [
  "13800001111'",
  "a%7Bb%7D",
  "1380000%24%7Bsystem%7D",
  "+8613800001111",
  "%22%3E%3Cscript",
  "%E5%BC%A0",
];

describe.skipIf(noSwitch)("what callers write into their calls", () => {
  let rig: SwitchRig;
  let desk: Desk;
  let agent: SipPhone;
  let mark: string;

  beforeAll(async () => {
    rig = await SwitchRig.start(testDeployment());
    mark = join(rig.folder, "mark");
    desk = new Desk();
    await rig.adapter().start(desk);
    // The User-Agent is a header of every event of the leg; a malformed escape once ended the process.
    agent = await rig.phone({ user: "1001", userAgent: "evil %zz %E0%A4%A" });
    await agent.register(rig.registrar, PHONE_PASSWORD);
    await desk.next("phone.registered");
    desk.decide = (event) => {
      if (event.type === "call.arrived") return [offerTo(event.legId, "1001", { caller: event.from })];
      return event.type === "leg.asked" ? [hangUp(event.legId)] : [];
    };
  });
  afterAll(async () => {
    await rig.stop();
  });

  async function callAndTalk(number: string, display: string | undefined) {
    const before = desk.of("call.arrived").length;
    const incoming = agent.nextIncoming();
    const customer = await rig.phone({ user: number, address: "127.0.0.2", userAgent: "caller %zz" });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER, display?.replaceAll("MARK", mark));
    const ringing = await incoming;
    await agent.answer(ringing);
    await customer.until(call, "up");
    const arrived = desk.of("call.arrived")[before];
    agent.hangUp(ringing);
    await customer.until(call, "ended");
    await desk.next("leg.ended", ({ legId }) => legId === arrived?.legId);
    return { arrived, invite: ringing.invite };
  }

  it.each(NAMES)(
    "when the name holds %s, then the call is answered like any other and nothing is carried out",
    async (_, display) => {
      const { arrived, invite } = await callAndTalk("13800001111", display);
      expect(arrived?.from.number).toBe("13800001111");
      expect((arrived?.from.name ?? "").length).toBeLessThanOrEqual(256);
      expect(header(invite, "X-Evil")).toBeUndefined();
      expect(header(invite, "From")).toMatch(/^"[\p{L}\p{M}\p{N} ._\-+*#]*" <sip:13800001111@/u);
      expect(existsSync(mark)).toBe(false);
      expect(rig.present.status().connected).toBe(true);
    },
  );

  it.each([
    [`"O'Brien \\"x\\""`, `O'Brien "x"`],
    [String.raw`"a\\b\\n"`, String.raw`a\b\n`],
    ["Ward-3", "Ward-3"],
  ])("W5: when the name is written as %s, then the engine has it as %s", async (display, name) => {
    const { arrived } = await callAndTalk("13800001111", display);
    expect(arrived?.from.name).toBe(name);
  });

  it.each(NUMBERS)(
    "when the number is %s, then the phone shows a harmless one and the engine the true one",
    async (number) => {
      const { arrived, invite } = await callAndTalk(number, undefined);
      expect(arrived?.from.number).toBeTruthy();
      expect(header(invite, "From")).toMatch(/<sip:[0-9A-Za-z+*#._-]+@/);
      expect(rig.present.status().connected).toBe(true);
    },
  );

  it("when the number dialled holds anything at all, then the engine is asked and its refusal is the answer", async () => {
    desk.decide = (event) => (event.type === "call.arrived" ? [hangUp(event.legId, "not-found")] : []);
    for (const dialled of ["62345678'", "%24%7Bsystem%7D", "0%22%3E", "9".repeat(200)]) {
      const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
      const call = await customer.call(rig.trunk, dialled);
      await customer.until(call, "ended");
      expect(call.status).toBe(404);
    }
    expect(rig.present.status().connected).toBe(true);
  });

  it("P2: when an INVITE comes from an address that is no trunk's peer, then it is refused and nobody is asked", async () => {
    const before = desk.of("call.arrived").length;
    const stranger = await rig.phone({ user: "13800001111", address: "127.0.0.3" });
    const call = await stranger.call(rig.trunk, REPAIR_NUMBER);
    await stranger.until(call, "ended");
    expect(call.status).toBe(403);
    expect(desk.of("call.arrived")).toHaveLength(before);
  });

  it("when a phone registers with a wrong secret or an unknown extension, then it is refused and not reported", async () => {
    const before = desk.of("phone.registered").length;
    const wrong = await rig.phone({ user: "1002" });
    expect(await wrong.register(rig.registrar, "guessed")).toBe(403);
    const unknown = await rig.phone({ user: "9999" });
    expect(await unknown.register(rig.registrar, PHONE_PASSWORD)).toBe(403);
    expect(desk.of("phone.registered")).toHaveLength(before);
  });

  it("when a registered phone dials by itself, then it is refused", async () => {
    const call = await agent.call(rig.registrar, REPAIR_NUMBER);
    await agent.until(call, "ended");
    expect([401, 403, 407]).toContain(call.status);
  });

  it("when somebody asks without the credential, then the answer is 401", async () => {
    const { host, port } = rig.settings.ask;
    const url = `http://${host}:${port}/ask`;
    const body = "section=dialplan&Unique-ID=x&Hunt-Context=hotline&Hunt-Destination-Number=1";
    expect((await fetch(url, { method: "POST", body })).status).toBe(401);
    const authorization = `Basic ${Buffer.from("hotline:guessed").toString("base64")}`;
    expect((await fetch(url, { method: "POST", body, headers: { authorization } })).status).toBe(401);
  });
});

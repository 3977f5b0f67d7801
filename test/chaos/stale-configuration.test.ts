import { afterEach, describe, expect, it } from "vitest";
import { FreeSwitch } from "../../server/src/switch/freeswitch/freeswitch.ts";
import { Desk } from "../calls/support/desk.ts";
import { REPAIR_NUMBER, testDeployment } from "../calls/support/deployment.ts";
import { noSwitch, SwitchRig } from "../calls/support/switch-rig.ts";
import { SipPhone } from "../calls/support/sip-phone.ts";
import { until } from "./support/until.ts";

const BEFORE = "13900000001";
const AFTER = "13900000002";

describe.skipIf(noSwitch)("a switch that runs with other files than those in force", () => {
  let rig: SwitchRig | undefined;

  afterEach(async () => {
    await rig?.stop();
  });

  it("K3: when the server was killed between its decision and the switch's reload, then the next start brings the switch up to date, and a call that is on goes on", async () => {
    const carrier = await SipPhone.open({ user: "carrier", address: "127.0.0.2", toneHertz: 800 });
    const address = { address: "127.0.0.2", port: carrier.port };
    rig = await SwitchRig.start(testDeployment({ carrier: address, dutyNumbers: [BEFORE] }));
    rig.keep(carrier);
    const early = await rig.phone({ user: "13800001111", address: "127.0.0.2" });
    const talk = await early.call(rig.trunk, REPAIR_NUMBER);
    await carrier.answer(await until(() => carrier.calls[0], "the first duty call", 40_000));
    await early.until(talk, "up");

    const next = new FreeSwitch({
      settings: rig.settings,
      deployment: testDeployment({ carrier: address, dutyNumbers: [AFTER] }),
      environment: process.env,
      now: () => Date.now(),
      log: () => undefined,
    });
    const desk = new Desk();
    await next.start(desk);
    await desk.next("switch.reconciled");
    await next.stop();

    const late = await rig.phone({ user: "13800002222", address: "127.0.0.2" });
    await late.call(rig.trunk, REPAIR_NUMBER);
    const duty = await until(() => carrier.calls[1], "the second duty call", 40_000);
    expect(carrier.calls.map(({ invite }) => /sip:(\d+)@/.exec(invite.startLine)?.[1])).toEqual([BEFORE, AFTER]);
    carrier.reject(duty);
    expect(talk.state).toBe("up");
  });
});

import { afterAll, beforeAll, describe } from "vitest";
import { switchContract } from "../../server/src/switch/contract/contract.ts";
import { contractCarrier, freeSwitchHarness } from "./support/contract-harness.ts";
import { testDeployment } from "./support/deployment.ts";
import type { SipPhone } from "./support/sip-phone.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";

describe.skipIf(noSwitch)("on the real switch", () => {
  let rig: SwitchRig;
  let carrier: SipPhone;

  beforeAll(async () => {
    carrier = await contractCarrier();
    rig = await SwitchRig.start(testDeployment({ carrier: { address: "127.0.0.2", port: carrier.port } }));
    rig.keep(carrier);
  });
  afterAll(async () => {
    await rig.stop();
  });

  switchContract("FreeSWITCH", () => freeSwitchHarness(rig, carrier)());
});

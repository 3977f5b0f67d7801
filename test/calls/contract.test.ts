import { afterAll, beforeAll, describe } from "vitest";
import { switchContract } from "../../server/src/switch/contract/contract.ts";
import { freeSwitchHarness } from "./support/contract-harness.ts";
import { testDeployment } from "./support/deployment.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";

describe.skipIf(noSwitch)("on the real switch", () => {
  let rig: SwitchRig;

  beforeAll(async () => {
    rig = await SwitchRig.start(testDeployment());
  });
  afterAll(async () => {
    await rig.stop();
  });

  switchContract("FreeSWITCH", () => freeSwitchHarness(rig)());
});

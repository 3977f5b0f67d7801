import { afterAll, afterEach, beforeAll, describe, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { ThreeDesks } from "./support/three-desks.ts";

interface Click {
  readonly verb: string;
  readonly phase: "talk" | "consulting" | "swapped" | "conference";
  readonly click: (desks: ThreeDesks) => Promise<unknown>;
  readonly hears: readonly string[];
  /** Where it never reached the switch. */
  readonly orElse?: readonly string[];
}

const ONE_AND_CUSTOMER = ["one←customer", "customer←one"];
const TWO_AND_CUSTOMER = ["two←customer", "customer←two"];
const ONE_AND_TWO = ["one←two", "two←one"];
const ALL = [...ONE_AND_CUSTOMER, ...TWO_AND_CUSTOMER, ...ONE_AND_TWO];

const CLICKS: readonly Click[] = [
  {
    verb: "转接",
    phase: "talk",
    click: (desks) => desks.transfer("one", "two"),
    hears: TWO_AND_CUSTOMER,
    orElse: ONE_AND_CUSTOMER,
  },
  { verb: "咨询", phase: "talk", click: (desks) => desks.consult(), hears: ONE_AND_TWO, orElse: ONE_AND_CUSTOMER },
  {
    verb: "取回",
    phase: "consulting",
    click: (desks) => desks.step("retrieve"),
    hears: ONE_AND_CUSTOMER,
  },
  { verb: "切换", phase: "consulting", click: (desks) => desks.step("swap"), hears: ONE_AND_CUSTOMER },
  { verb: "切换回来", phase: "swapped", click: (desks) => desks.step("swap"), hears: ONE_AND_TWO },
  {
    verb: "转给",
    phase: "consulting",
    click: (desks) => desks.step("complete"),
    hears: TWO_AND_CUSTOMER,
  },
  { verb: "三方会议", phase: "consulting", click: (desks) => desks.step("conference"), hears: ALL },
  { verb: "我先离开", phase: "conference", click: (desks) => desks.step("complete"), hears: TWO_AND_CUSTOMER },
];

describe.skipIf(noSwitch)("the server killed in the moment a click was accepted", () => {
  let desks: ThreeDesks;

  beforeAll(async () => {
    desks = await ThreeDesks.open();
  });
  afterEach(async () => {
    await desks.clear();
  });
  afterAll(async () => {
    await desks?.close();
  });

  it.each(CLICKS)(
    "A7 A8 A9: when $verb was just accepted in $phase, then it is done after the restart or as before, nobody is lost, and the record is complete",
    async ({ phase, click, hears, orElse }) => {
      await desks[phase]();
      await click(desks);
      await desks.killAndRestart();
      await desks.hears({ oneOf: [hears, orElse ?? hears] }, { lifting: ["one", "two"] });
      await desks.over();
    },
  );
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { ThreeDesks, type Name } from "./support/three-desks.ts";

const ONE_AND_CUSTOMER = ["one←customer", "customer←one"];
const TWO_AND_CUSTOMER = ["two←customer", "customer←two"];
const ONE_AND_TWO = ["one←two", "two←one"];
const ALL = [...ONE_AND_CUSTOMER, ...TWO_AND_CUSTOMER, ...ONE_AND_TWO];

interface Killed {
  readonly phase: "consultRinging" | "consulting" | "swapped" | "conference" | "oneLeft";
  readonly words: string;
  /** Who hears whom while no server is there, and after the next has started. */
  readonly hears: readonly string[];
  readonly music?: Name;
  readonly then: string;
  readonly next: (desks: ThreeDesks) => Promise<unknown>;
  readonly hearsNext: readonly string[];
  readonly musicNext?: Name;
  readonly outcome: string;
}

const PHASES: readonly Killed[] = [
  {
    phase: "consultRinging",
    words: "the colleague's phone rings",
    hears: [],
    music: "customer",
    then: "it is answered and they talk",
    next: (desks) => desks.lift("two"),
    hearsNext: ONE_AND_TWO,
    musicNext: "customer",
    outcome: "abandoned",
  },
  {
    phase: "consulting",
    words: "they talk about the customer",
    hears: ONE_AND_TWO,
    music: "customer",
    then: "the customer is left to the colleague",
    next: (desks) => desks.step("complete"),
    hearsNext: TWO_AND_CUSTOMER,
    outcome: "completed",
  },
  {
    phase: "swapped",
    words: "the agent has swapped to the customer",
    hears: ONE_AND_CUSTOMER,
    music: "two",
    then: "all three talk",
    next: (desks) => desks.step("conference"),
    hearsNext: ALL,
    outcome: "abandoned",
  },
  {
    phase: "conference",
    words: "all three talk",
    hears: ALL,
    then: "the third is removed",
    next: (desks) => desks.step("retrieve"),
    hearsNext: ONE_AND_CUSTOMER,
    outcome: "conferenced",
  },
  {
    phase: "oneLeft",
    words: "the agent has left the conference",
    hears: TWO_AND_CUSTOMER,
    then: "who stayed puts the customer on hold",
    next: (desks) => desks.ask("two", "hold", { on: true }),
    hearsNext: [],
    musicNext: "customer",
    outcome: "completed",
  },
];

describe.skipIf(noSwitch)("the server killed while an agent asks a colleague", () => {
  let desks: ThreeDesks;

  beforeAll(async () => {
    desks = await ThreeDesks.open();
  });
  afterEach(async () => {
    desks.parties.two?.phone.hangUp(desks.parties.two.call);
  });
  afterAll(async () => {
    await desks?.close();
  });

  it.each(PHASES)(
    "A8: when $words, then whoever heard whom still does, and after the restart $then",
    async ({ phase, hears, music, next, hearsNext, musicNext, outcome }) => {
      await desks[phase]();
      await desks.killAndRestart(() => desks.hears(hears, { music }));
      await desks.hears(hears, { music });
      await next(desks);
      await desks.hears(hearsNext, { music: musicNext });
      const { call, handovers } = await desks.over();
      expect(call.endReason).toBe("customer-hung-up");
      expect(handovers.map((row) => row.outcome)).toEqual([outcome]);
    },
  );
});

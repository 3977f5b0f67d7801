import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { ThreeDesks } from "./support/three-desks.ts";

const ONE_AND_CUSTOMER = ["one←customer", "customer←one"];
const TWO_AND_CUSTOMER = ["two←customer", "customer←two"];
const LEADER_AND_CUSTOMER = ["leader←customer", "customer←leader"];
const LEADER_HEARS = ["leader←one", "leader←customer"];
const BARGED = [...ONE_AND_CUSTOMER, ...LEADER_HEARS, "one←leader", "customer←leader"];

describe.skipIf(noSwitch)("the server killed while a customer changes hands", () => {
  let desks: ThreeDesks;

  beforeAll(async () => {
    desks = await ThreeDesks.open();
  });
  afterAll(async () => {
    await desks?.close();
  });

  it("A7: when it rings where the customer was passed on to, then it goes on ringing, the answer makes a talk, and that agent may pass it on in turn", async () => {
    await desks.transferRinging();
    await desks.killAndRestart(() => desks.hears([], { music: "customer" }));
    await desks.desks.one.session.until((me) => me?.state === "online", "the first being free");
    await desks.lift("two");
    await desks.hears(TWO_AND_CUSTOMER);
    await desks.states({ two: "talking" });
    await desks.transfer("two", "one");
    await desks.answering("one");
    await desks.hears(ONE_AND_CUSTOMER);
    const { handovers, segments } = await desks.over();
    expect(handovers.map(({ outcome }) => outcome)).toEqual(["answered", "answered"]);
    expect(segments.map(({ agent }) => agent)).toEqual(
      ["one", "two", "one"].map((desk) => desks.nameOf(desk as "one")),
    );
  });

  it("A7: when it is answered while no server is there, then both talk at once, and the record knows it", async () => {
    await desks.transferRinging();
    await desks.killAndRestart(async () => {
      await desks.lift("two");
      await desks.hears(TWO_AND_CUSTOMER);
    });
    await desks.states({ two: "talking" });
    await desks.hears(TWO_AND_CUSTOMER);
    const { handovers, segments } = await desks.over();
    expect(handovers.map(({ outcome }) => outcome)).toEqual(["answered"]);
    expect(segments.map(({ agent }) => agent)).toEqual([desks.nameOf("one"), desks.nameOf("two")]);
  });

  it("A7: when it is refused while no server is there, then the customer hears music and is back at who passed it on after the restart", async () => {
    await desks.transferRinging();
    await desks.killAndRestart(async () => {
      const { two } = desks.parties;
      if (two !== undefined) desks.phoneOf("two").reject(two.call, 603);
      delete desks.parties.two;
      await desks.hears([], { music: "customer" });
    });
    await desks.answering("one");
    await desks.hears(ONE_AND_CUSTOMER);
    expect((await desks.over()).handovers.map(({ outcome }) => outcome)).toEqual(["returned"]);
  });

  it("W15: when a leader has barged in, then it is heard on, and after the restart it takes the customer over", async () => {
    await desks.leaderIn("barge");
    await desks.killAndRestart(() => desks.hears(BARGED));
    await desks.hears(BARGED);
    await desks.takeOver();
    await desks.answering("leader");
    await desks.hears(LEADER_AND_CUSTOMER);
    const { segments } = await desks.over();
    expect(segments.map(({ agent }) => agent)).toEqual([desks.nameOf("one"), desks.nameOf("leader")]);
  });

  it("W15: when a leader has taken the customer over, then they talk on, and after the restart it passes the customer on", async () => {
    await desks.takenOver();
    await desks.killAndRestart(() => desks.hears(LEADER_AND_CUSTOMER));
    await desks.hears(LEADER_AND_CUSTOMER);
    await desks.states({ leader: "talking", one: "online" });
    await desks.transfer("leader", "two");
    await desks.answering("two");
    await desks.hears(TWO_AND_CUSTOMER);
    const { segments } = await desks.over();
    expect(segments.map(({ agent }) => agent)).toEqual(
      ["one", "leader", "two"].map((desk) => desks.nameOf(desk as "one")),
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { ThreeDesks, type Desk } from "./support/three-desks.ts";

const ONE_AND_CUSTOMER = ["one←customer", "customer←one"];
const HOSTILE = [
  "{sip_h_X=1}9000",
  "agent-2' }9000",
  "agent-2\nuuid_kill",
  "../agent-2",
  "&lt;agent-2",
  "9".repeat(64),
];

describe.skipIf(noSwitch)("what cannot be done is refused with a code, and nothing changes, on a live server", () => {
  let desks: ThreeDesks;

  beforeAll(async () => {
    desks = await ThreeDesks.open();
    await desks.talk();
  });
  afterAll(async () => {
    await desks?.close();
  });

  const agent = (name: string) => ({ kind: "agent", agent: name });

  /** The answer, with the state of all desks, the call and the switch as they were. */
  async function refused(desk: Desk, verb: string, body: object = {}): Promise<string> {
    const before = JSON.stringify(await state());
    const answer = await desks.desks[desk].session.click(`/calls/${desks.callId}/${verb}`, body);
    expect(JSON.stringify(await state())).toBe(before);
    return answer;
  }

  async function state(): Promise<object> {
    const { one, two, leader } = desks.desks;
    const states = [one, two, leader].map(({ session: { me } }) => [me?.state, me?.stateSince, me?.callId]);
    return { states, call: desks.call, channels: await desks.hospital.channels() };
  }

  it("A7 A8: transfer and consult to what does not exist, to oneself, to a dial string", async () => {
    for (const verb of ["transfer", "consult"]) {
      expect(await refused("one", verb, agent("nobody"))).toBe("404 call.target-unknown");
      expect(await refused("one", verb, { kind: "group", group: "nowhere" })).toBe("404 call.target-unknown");
      expect(await refused("one", verb, agent(desks.nameOf("one")))).toBe("409 call.target-self");
      expect(await refused("one", verb, { kind: "number", number: "9000" })).toBe("400 request.invalid");
      expect(await refused("one", verb, { ...agent("nobody"), extra: "{sip_h_X=1}" })).toBe("400 request.invalid");
      for (const name of HOSTILE) {
        expect(await refused("one", verb, agent(name))).toMatch(/^(404 call\.target-unknown|400 request\.invalid)$/);
      }
    }
  });

  it("A8: steps without a consult, steps there are not, sides there are not", async () => {
    for (const step of ["retrieve", "swap", "complete", "conference"]) {
      expect(await refused("one", `consult/${step}`)).toBe("409 call.not-consulting");
    }
    expect(await refused("one", "consult/explode")).toBe("400 request.invalid");
    expect(await refused("one", "consult/swap", { to: "both" })).toBe("400 request.invalid");
  });

  it("A2 A7 A8: each verb by somebody whose call it is not, and in a call there is not", async () => {
    const verbs = [
      ["hold", { on: true }],
      ["mute", { on: true }],
      ["transfer", agent("agent-1")],
      ["consult", agent("agent-1")],
      ["consult/complete", {}],
      ["hang-up", {}],
      ["reject", {}],
    ] as const;
    for (const [verb, body] of verbs) {
      expect([verb, await refused("two", verb, body)]).toEqual([verb, "409 call.not-yours"]);
      const answer = await desks.desks.one.session.click(`/calls/never/${verb}`, body);
      expect([verb, answer]).toEqual([verb, "404 call.unknown"]);
    }
  });

  it("W15: force, listen and take-over by an agent who leads nobody", async () => {
    const { session } = desks.desks.two;
    const before = JSON.stringify(await state());
    const forced = await session.click(`/agents/${desks.nameOf("one")}/state`, { state: "offline" });
    expect(forced).toMatch(/^403 /);
    expect(JSON.stringify(await state())).toBe(before);
    expect(await refused("two", "listen", { mode: "listen" })).toMatch(/^403 /);
    expect(await refused("two", "take-over")).toMatch(/^403 /);
    expect(await refused("leader", "listen", { mode: "shout" })).toBe("400 request.invalid");
  });

  it("after all of it agent and customer talk as before, and the record knows nothing of it", async () => {
    await desks.hears(ONE_AND_CUSTOMER);
    const { handovers, segments, offers } = await desks.over();
    expect([handovers.length, segments.length, offers.length]).toEqual([0, 1, 1]);
  });
});

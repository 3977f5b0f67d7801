import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ListenMode } from "../../server/src/acd/index.ts";
import { readStereoWav, strongest } from "../e2e/support/stereo-wav.ts";
import { floorDeployment } from "./support/floor-deployment.ts";
import { Floor } from "./support/floor.ts";
import type { Party } from "./support/hearing.ts";
import type { SipPhone } from "./support/sip-phone.ts";
import { noSwitch } from "./support/switch-rig.ts";

const CUSTOMER = 1_000;
const AGENT = 600;
const LEADER = 1_500;
/** Our phones send 8,000 of 32,768. */
const IN_RECORDING = 2_000;
const TALK = ["agent←customer", "customer←agent"];
const HEARD_BY_LEADER = ["leader←agent", "leader←customer"];

describe.skipIf(noSwitch)("a leader in an agent's talk, on the real switch", () => {
  let floor: Floor;
  let leaderPhone: SipPhone;
  let agent: Party;
  let customer: Party;
  let callId: string;

  beforeEach(async () => {
    floor = await Floor.open(floorDeployment());
    leaderPhone = await floor.agent("1003", LEADER);
    floor.submit({ type: "agent.state-chosen", agent: "agent-1003", state: "offline", by: "agent-1003" });
    const agentPhone = await floor.agent("1001", AGENT);
    [agent, customer] = await floor.talk(agentPhone, AGENT, CUSTOMER);
    callId = floor.callOf(customer.phone)?.callId ?? "";
  });
  afterEach(async () => {
    await floor.close();
    expect(floor.broken).toEqual([]);
  });

  const ask = (mode: ListenMode) =>
    floor.submit({ type: "call.listen-asked", agent: "agent-1003", callId, mode, by: "person:agent-1003" });
  const present = () => floor.acd.agentView("agent-1003")?.listening?.present;

  /** The leader's page answers by itself; a bare phone is answered by hand. */
  async function listen(mode: ListenMode = "listen"): Promise<Party> {
    const answered = floor.answering(leaderPhone, LEADER);
    ask(mode);
    const leader = await answered;
    await floor.until(`the leader's ${mode}`, () => present() === mode);
    return leader;
  }

  async function change(mode: ListenMode): Promise<void> {
    ask(mode);
    await floor.until(`the leader's ${mode}`, () => present() === mode);
  }

  it("W15: listening, the leader hears both, and neither hears it, whatever keys it presses; each stretch is on record", async () => {
    await floor.hears({ agent, customer }, TALK);
    const leader = await listen();
    const all = { agent, customer, leader };
    await floor.hears(all, [...TALK, ...HEARD_BY_LEADER]);
    leader.call.media.press("2");
    leader.call.media.press("3");
    await floor.hears(all, [...TALK, ...HEARD_BY_LEADER]);
    expect(agent.call.media.keys + customer.call.media.keys).toBe("");
    floor.submit({ type: "call.listen-end-asked", agent: "agent-1003" });
    await leaderPhone.until(leader.call, "ended");
    await floor.hears({ agent, customer }, TALK);
    expect(floor.agentState("1003")).toBe("offline");
    expect(floor.rows("listens", (row) => `${row.listenId}:${row.seq}`)).toMatchObject([
      { leader: "agent-1003", agent: "agent-1001", callId, mode: "listen", by: "person:agent-1003", seq: 1 },
    ]);
    expect(floor.rows("listens", (row) => row.listenId)[0]?.endedAt).toBeGreaterThan(0);
  });

  it("W15: whispering, only the agent hears the leader; barging in, both do; listening again, nobody", async () => {
    const leader = await listen();
    const all = { agent, customer, leader };
    await change("whisper");
    await floor.hears(all, [...TALK, ...HEARD_BY_LEADER, "agent←leader"]);
    await change("barge");
    await floor.hears(all, [...TALK, ...HEARD_BY_LEADER, "agent←leader", "customer←leader"]);
    await change("listen");
    await floor.hears(all, [...TALK, ...HEARD_BY_LEADER]);
    leader.phone.hangUp(leader.call);
    await floor.until("the leader's end", () => floor.agentState("1003") === "offline");
    await floor.hears({ agent, customer }, TALK);
    const rows = floor.rows("listens", (row) => `${row.listenId}:${row.seq}`);
    expect(rows.map(({ mode, seq }) => [seq, mode])).toEqual([
      [1, "listen"],
      [2, "whisper"],
      [3, "barge"],
      [4, "listen"],
    ]);
    expect(rows.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  });

  it("W15: the recording of a talk a leader whispered into holds agent and customer, and nothing of the leader", async () => {
    const leader = await listen("whisper");
    await floor.hears({ agent, customer, leader }, [...TALK, ...HEARD_BY_LEADER, "agent←leader"]);
    const whispered = await recording();
    expect(whispered.left).toMatchObject({ agent: true, customer: false, leader: false });
    expect(whispered.right).toMatchObject({ agent: false, customer: true, leader: false });
  });

  it("W15: the recording of a talk a leader barged into has the leader beside the agent, and the customer's side as it was", async () => {
    const leader = await listen("barge");
    await floor.hears({ agent, customer, leader }, [...TALK, ...HEARD_BY_LEADER, "agent←leader", "customer←leader"]);
    const barged = await recording();
    expect(barged.left).toMatchObject({ agent: true, customer: false, leader: true });
    expect(barged.right).toMatchObject({ agent: false, customer: true, leader: false });
  });

  /** Who is in each channel of the talk's recording, which its end closes. */
  async function recording() {
    customer.phone.hangUp(customer.call);
    await floor.until("the recording", () => floor.recordings.length === 1);
    const { left, right, sampleRate } = readStereoWav(readFileSync(floor.recordings[0]?.path ?? ""));
    const voices = (samples: readonly number[]) => {
      const has = (hertz: number) => strongest(samples, hertz, sampleRate) > IN_RECORDING;
      return { agent: has(AGENT), customer: has(CUSTOMER), leader: has(LEADER) };
    };
    return { left: voices(left), right: voices(right) };
  }

  it("W15: a leader who is heard at once, is", async () => {
    const leader = await listen("whisper");
    await floor.hears({ agent, customer, leader }, [...TALK, ...HEARD_BY_LEADER, "agent←leader"]);
  });

  it("W15, A6: while the customer is on hold the leader's listening harms nothing, and after retrieving it hears both again", async () => {
    const leader = await listen();
    floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on: true });
    await floor.until("the hold", () => floor.agentState("1001") === "held");
    await floor.until(
      "music for the customer",
      () => customer.call.media.strengthOf(AGENT) < 0.02 && customer.call.media.loudness() > 0.05,
    );
    await floor.until("silence for the agent", () => agent.call.media.loudness() < 0.02);
    floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on: false });
    await floor.until("the talk", () => floor.agentState("1001") === "talking");
    await floor.hears({ agent, customer, leader }, [...TALK, ...HEARD_BY_LEADER]);
  });

  it.each(["the agent", "the customer"])(
    "W15: when %s hangs up, then the listening ends with the talk",
    async (who) => {
      const leader = await listen("barge");
      const party = who === "the agent" ? agent : customer;
      party.phone.hangUp(party.call);
      await leaderPhone.until(leader.call, "ended");
      await floor.until("the end", () => floor.acd.callViews().length === 0);
      expect(floor.agentState("1003")).toBe("offline");
      await floor.until("an empty switch", async () => /^0 total/m.test(await floor.rig.ask("show channels count")));
    },
  );

  it("W15: when the leader's phone is busy or rejects, then the talk goes on and the leader is free again", async () => {
    for (const status of [486, 603]) {
      const rings = leaderPhone.nextIncoming();
      ask("listen");
      expect(floor.agentState("1003")).toBe("listening");
      leaderPhone.reject(await rings, status);
      await floor.until("the leader's release", () => floor.agentState("1003") === "offline");
    }
    await floor.hears({ agent, customer }, TALK);
    expect(floor.rows("listens", (row) => row.listenId)).toEqual([]);
  });

  it("W15: while the server is away the leader goes on listening; the next one takes it up, changes and ends it", async () => {
    const leader = await listen();
    const all = { agent, customer, leader };
    await floor.serverDies();
    await floor.hears(all, [...TALK, ...HEARD_BY_LEADER]);
    await floor.serverStarts();
    await floor.until("the listening taken up", () => present() === "listen");
    await change("barge");
    await floor.hears(all, [...TALK, ...HEARD_BY_LEADER, "agent←leader", "customer←leader"]);
    floor.submit({ type: "call.listen-end-asked", agent: "agent-1003" });
    await leaderPhone.until(leader.call, "ended");
    await floor.hears({ agent, customer }, TALK);
  });

  it("W15: when the talk ends while the server is away, then the leader's leg ends by itself", async () => {
    const leader = await listen();
    await floor.serverDies();
    customer.phone.hangUp(customer.call);
    await leaderPhone.until(leader.call, "ended");
    await floor.serverStarts();
    await floor.until("the leader's release", () => floor.agentState("1003") === "offline");
  });

  it("W15: taking over from listening, the leader and the customer hear each other, the agent is in ACW, each has a segment and a recording", async () => {
    await listen();
    const taken = floor.answering(leaderPhone, LEADER);
    floor.submit({ type: "call.take-over-asked", agent: "agent-1003", callId, by: "person:agent-1003" });
    const leader = await taken;
    await floor.hears({ agent, customer, leader }, ["leader←customer", "customer←leader"]);
    expect(agent.call.state).toBe("ended");
    expect(floor.agentState("1001")).toBe("acw");
    expect(floor.agentState("1003")).toBe("talking");
    customer.phone.hangUp(customer.call);
    await floor.until("the end", () => floor.acd.callViews().length === 0);
    const segments = floor.rows("segments", (row) => row.segmentId);
    expect(segments.map((row) => row.agent)).toEqual(["agent-1001", "agent-1003"]);
    await floor.until("both recordings", () => floor.recordings.length === 2);
    expect(floor.recordings.map(({ segmentId }) => segmentId)).toEqual(segments.map(({ segmentId }) => segmentId));
  });

  it("W15: when the leader's phone does not take it over, then the customer is at the head of the queue and the next agent gets it", async () => {
    const otherPhone = await floor.agent("1002", 800);
    const rings = leaderPhone.nextIncoming();
    const other = floor.answering(otherPhone, 800);
    floor.submit({ type: "call.take-over-asked", agent: "agent-1003", callId, by: "person:agent-1003" });
    leaderPhone.reject(await rings, 486);
    const next = await other;
    await floor.hears({ agent, customer, next }, ["next←customer", "customer←next"]);
    expect(floor.agentState("1003")).toBe("offline");
  });
});

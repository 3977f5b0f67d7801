import { afterEach, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { Caller } from "./support/caller.ts";
import { hospitalText } from "./support/hospital-files.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";
import { until } from "./support/until.ts";

const CALLS = 10;
const AGENTS = 6;

interface Applied {
  readonly hash?: string;
  readonly unchanged?: boolean;
  readonly code?: string;
}

describe.skipIf(noSwitch)("config apply under load", () => {
  let hospital: Hospital;
  let records: KeptRecords | undefined;

  afterEach(async () => {
    await records?.close();
    await hospital?.close();
  });

  it("K3: while six talk and four wait no call is dropped, the change is in force for the next call, a second apply changes nothing, a stale base is refused", async () => {
    hospital = await Hospital.open({ agents: AGENTS });
    const { server, carrier } = hospital;
    for (const agent of hospital.agents) agent.answerAll();
    await hospital.everybodyOnline();
    for (let index = 0; index < CALLS; index += 1) await hospital.call();
    await until(() => hospital.callers.every(({ call }) => call.state === "up"), "ten calls");
    await until(async () => (await hospital.liveCalls()).waiting === CALLS - AGENTS, "four of them waiting");
    const packets = hospital.callers.map(({ call }) => call.media.packetsReceived);

    const files = (label: string, more: object) => [
      { path: "hospital.yaml", text: hospitalText({ agents: AGENTS + 1, carrierPort: carrier.port, label, ...more }) },
    ];
    const base = await headHash(hospital);
    const next = files("报修中心", { ringSeconds: 15, afterCallWorkSeconds: 1 });
    const applied = await apply(hospital, { files: next, base, message: "一个人来了，振铃短一点" });
    expect(applied.status).toBe(201);
    const again = await apply(hospital, { files: next, base: applied.body.hash ?? null, message: "再来一次" });
    expect([again.status, again.body.unchanged]).toEqual([200, true]);
    const stale = await apply(hospital, { files: files("报修", {}), base, message: "旧的" });
    expect([stale.status, stale.body.code]).toEqual([409, "deployment.stale-base"]);
    const broken = await apply(hospital, {
      files: [{ path: "hospital.yaml", text: "kind: Nothing\nname: x\n" }],
      base: applied.body.hash ?? null,
      message: "坏的",
    });
    expect(broken.status).toBe(422);

    await expectAllHear(hospital.callers, packets);
    expect(hospital.callers.map(({ call }) => call.state)).toEqual(hospital.callers.map(() => "up"));
    expect(await hospital.liveCalls()).toEqual({ live: CALLS, waiting: CALLS - AGENTS });
    // Served in order under the new configuration, each until it hangs up itself.
    for (const caller of hospital.callers) {
      await hospital.talks(caller);
      caller.hangUp();
    }
    records = new KeptRecords(server.home);
    for (const { number } of hospital.callers) {
      const { call, segments } = await completeRecord(records, number);
      expect([call.endReason, segments.length]).toEqual(["customer-hung-up", 1]);
    }
    expect((await server.api("GET", "/status")).body).toMatchObject({
      queues: [{ group: "repair", label: "报修中心" }],
      deployment: { hash: applied.body.hash },
    });
  });

  async function apply(of: Hospital, request: object): Promise<{ status: number; body: Applied }> {
    const { status, body } = await of.server.api("POST", "/deployments", request);
    return { status, body: body as Applied };
  }
});

async function headHash(hospital: Hospital): Promise<string | null> {
  const { body } = await hospital.server.api("GET", "/deployments/current");
  return (body as { hash?: string }).hash ?? null;
}

/** A second of sound for everybody since the count was taken: talks and music go on. */
async function expectAllHear(callers: readonly Caller[], before: readonly number[]): Promise<void> {
  for (const [index, { call, number }] of callers.entries()) {
    await expect
      .poll(() => call.media.packetsReceived - (before[index] ?? 0), { timeout: 10_000, message: number })
      .toBeGreaterThan(50);
  }
}

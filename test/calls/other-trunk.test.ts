import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChaosAgent } from "../chaos/support/chaos-agent.ts";
import { CARRIER_ADDRESS, hospitalText, NUMBER } from "../chaos/support/hospital-files.ts";
import { until } from "../chaos/support/until.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { SipPhone } from "./support/sip-phone.ts";
import { noSwitch } from "./support/switch-rig.ts";

const OTHER_CARRIER = "127.0.0.3";
/** The switch's own address too: what it calls itself must still not count as this trunk's. */
const OTHER_TRUNK = `kind: Trunk
name: other
label: 另一家
spec: { host: ${OTHER_CARRIER}, port: 9, peers: [${OTHER_CARRIER}, 127.0.0.1], channels: 4, callerId: "62000000", priority: 2 }`;

interface CallShown {
  readonly callId: string;
  readonly trunk?: string;
  readonly endReason?: string;
  readonly decisions: readonly { readonly rule: string }[];
  readonly timeline: readonly { readonly text: { readonly zh: string } }[];
}

describe.skipIf(noSwitch)("a number and its trunk", () => {
  let server: HotlineProcess;
  let agent: ChaosAgent;
  let folder: string;
  const phones: SipPhone[] = [];
  const callerAt = async (address: string, user: string) => {
    const phone = await SipPhone.open({ user, address });
    phones.push(phone);
    return phone;
  };
  const dial = (phone: SipPhone) => phone.call({ address: "127.0.0.1", port: server.trunkPort }, NUMBER);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hotline-trunks-"));
    writeFileSync(join(folder, "hospital.yaml"), `${hospitalText({ agents: 1, carrierPort: 9 })}---\n${OTHER_TRUNK}\n`);
    server = await HotlineProcess.start({ config: folder });
    agent = await ChaosAgent.begin(server, 0);
    agent.onRing = (call) => agent.phone.reject(call, 603);
    await agent.goOnline();
  });

  afterAll(async () => {
    for (const phone of phones) phone.close();
    agent?.close();
    await server?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const shown = async (fromNumber: string): Promise<CallShown | undefined> => {
    const list = (await server.api("GET", `/calls?number=${fromNumber}`)).body as { items: CallShown[] };
    const call = list.items.find(({ endReason }) => endReason !== undefined);
    return call && ((await server.api("GET", `/calls/${call.callId}`)).body as CallShown);
  };

  it("S8: when a call to the number comes over another trunk, then it is refused as leading nowhere, nobody's phone rings, and the record says why", async () => {
    const caller = await callerAt(OTHER_CARRIER, "13800000003");
    const call = await dial(caller);
    await caller.until(call, "ended");
    expect(call.status).toBe(404);
    const record = await until(() => shown("13800000003"), "its record");
    expect(record).toMatchObject({ trunk: "other", endReason: "no-route", decisions: [{ rule: "wrong-trunk" }] });
    expect(record.timeline.map(({ text }) => text.zh)).toContain("来电走的是中继 other，不是这个号码的中继，不接");
    expect(agent.rang).toEqual([]);
  });

  it("S8: when it comes over the number's own trunk, then the agent's phone rings", async () => {
    const caller = await callerAt(CARRIER_ADDRESS, "13800000004");
    const call = await dial(caller);
    await until(() => agent.rang.includes("13800000004"), "the ring");
    caller.hangUp(call);
  });

  it("S8: when the switch places a test call, then it is taken, though another trunk has a peer at the switch's own address", async () => {
    await agent.session.post("/demo/calls");
    await until(() => agent.rang.includes("13800138000"), "the ring of the test call");
  });
});

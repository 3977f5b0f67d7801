import { afterEach, describe, expect, it } from "vitest";
import { until } from "../chaos/support/until.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { SipPhone } from "./support/sip-phone.ts";
import { noSwitch } from "./support/switch-rig.ts";

interface Status {
  readonly switch: { readonly kind: string; readonly connected: boolean; readonly address?: string };
  readonly calls: { readonly live: number; readonly waiting: number };
}

describe.skipIf(noSwitch)("a switch that somebody else runs", () => {
  let server: HotlineProcess | undefined;
  let caller: SipPhone | undefined;
  afterEach(async () => {
    caller?.close();
    await server?.dispose();
  });

  it("when HOTLINE_FREESWITCH names one, then the server uses it, takes its calls, and starts none of its own, not even when it ends", async () => {
    server = await HotlineProcess.start({ externalAfterFirst: true });
    const { switchPid } = server;
    await server.stop();
    await server.up();
    const status = async () => (await server?.api("GET", "/status"))?.body as Status;
    expect((await status()).switch).toMatchObject({
      kind: "freeswitch",
      connected: true,
      address: `127.0.0.1:${server.switchPorts}`,
    });
    expect(server.switchPid).toBe(switchPid);

    caller = await SipPhone.open({ user: "13800001111" });
    const call = await caller.call({ address: "127.0.0.1", port: server.trunkPort }, "8000");
    await caller.until(call, "up");
    expect((await status()).calls).toEqual({ live: 1, waiting: 1 });

    process.kill(switchPid, "SIGKILL");
    await until(async () => !(await status()).switch.connected, "word that the switch is away");
    // A switch of its own it would start within a second, and close the calls of the former at once.
    await until(async () => (await status()).calls.live === 0, "the end of the lost call");
    expect((await status()).switch.connected).toBe(false);
  });
});

import { rmSync } from "node:fs";
import { SipPhone } from "../../calls/support/sip-phone.ts";
import { HotlineProcess } from "../../support/hotline-process.ts";
import { EventSocket } from "../../../server/src/switch/freeswitch/connection/event-socket.ts";
import { Caller } from "./caller.ts";
import { callerNumberOf, ChaosAgent } from "./chaos-agent.ts";
import { CARRIER_ADDRESS, writeHospital, type HospitalOptions } from "./hospital-files.ts";
import { until } from "./until.ts";

/** A running Hotline with agents at their phones and a carrier that takes the duty calls. */
export class Hospital {
  readonly server: HotlineProcess;
  readonly carrier: SipPhone;
  readonly agents: readonly ChaosAgent[];
  readonly callers: Caller[] = [];
  readonly #folder: string;

  static async open(options: Omit<HospitalOptions, "carrierPort">): Promise<Hospital> {
    const carrier = await SipPhone.open({ user: "carrier", address: CARRIER_ADDRESS, toneHertz: 800 });
    const folder = writeHospital({ ...options, carrierPort: carrier.port });
    const server = await HotlineProcess.start({ config: folder });
    try {
      const agents: ChaosAgent[] = [];
      for (let index = 0; index < options.agents; index += 1) agents.push(await ChaosAgent.begin(server, index));
      return new Hospital(server, carrier, agents, folder);
    } catch (error) {
      await server.dispose();
      throw error;
    }
  }

  private constructor(server: HotlineProcess, carrier: SipPhone, agents: readonly ChaosAgent[], folder: string) {
    this.server = server;
    this.carrier = carrier;
    this.agents = agents;
    this.#folder = folder;
  }

  async everybodyOnline(): Promise<void> {
    for (const agent of this.agents) await agent.goOnline();
  }

  /** A caller with a number nobody else has in this hospital; the switch has its call when this resolves. */
  async call(): Promise<Caller> {
    const number = `138${String(10_000_000 + this.callers.length)}`;
    const caller = await Caller.dial(this.server.trunkPort, number, 1_000 + 25 * (this.callers.length % 20));
    this.callers.push(caller);
    await caller.phone.until(caller.call, "ringing");
    return caller;
  }

  /** After a restart of the server: everybody's page finds it again. */
  async reconnect(): Promise<void> {
    await Promise.all(this.agents.map(({ session }) => session.connect()));
  }

  /** Resolves once an agent hears the caller: from then on both are bridged, whoever looks. */
  async talks({ number }: Caller): Promise<void> {
    await until(
      () =>
        this.agents.some(({ phone }) =>
          phone.calls.some((call) => callerNumberOf(call) === number && call.media.packetsReceived > 10),
        ),
      `a talk with ${number}`,
    );
  }

  async liveCalls(): Promise<{ live: number; waiting: number }> {
    const { body } = await this.server.api("GET", "/status");
    return (body as { calls: { live: number; waiting: number } }).calls;
  }

  async channels(): Promise<number> {
    const socket = await EventSocket.connect({
      host: "127.0.0.1",
      port: this.server.switchPorts,
      password: this.server.eventSocketPassword,
      onEvent: () => undefined,
      onClosed: () => undefined,
    });
    try {
      return Number(/(\d+) total/.exec(await socket.api("show channels count"))?.[1] ?? Number.NaN);
    } finally {
      socket.close("counted");
    }
  }

  async close(): Promise<void> {
    try {
      for (const agent of this.agents) agent.close();
      for (const caller of this.callers) caller.close();
      this.carrier.close();
    } finally {
      await this.server.dispose();
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }
}

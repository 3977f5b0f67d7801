import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "@hotline/schemas";
import { EventSocket } from "../../../server/src/switch/freeswitch/connection/event-socket.ts";
import { FreeSwitch } from "../../../server/src/switch/freeswitch/freeswitch.ts";
import {
  ensureSwitchRuns,
  findFreeSwitch,
  readCallRecords,
  runningPid,
  type CallRecord,
} from "../../../server/src/switch/freeswitch/index.ts";
import { PHONE_REALM, switchSettings, type SwitchSettings } from "../../../server/src/switch/freeswitch/settings.ts";
import { takePorts } from "../../support/ports.ts";
import { SipPhone, type PhoneOptions } from "./sip-phone.ts";

/** Why a test cannot run here, false when it can; for `describe.skipIf`. */
export const noSwitch = findFreeSwitch() === undefined ? "no freeswitch program on PATH" : false;

export interface RigOptions {
  readonly rtpPorts?: number;
  readonly logLevel?: SwitchSettings["logLevel"];
}

/** A FreeSWITCH of the test's own, in a temporary folder and on ports nobody else has. */
export class SwitchRig {
  readonly settings: SwitchSettings;
  readonly deployment: Deployment;
  readonly log: { level: string; message: string; details: unknown }[] = [];
  readonly #phones: SipPhone[] = [];
  #adapter: FreeSwitch | undefined;

  static async start(deployment: Deployment, options: RigOptions = {}): Promise<SwitchRig> {
    const folder = mkdtempSync(join(tmpdir(), "hotline-calls-"));
    const { rtpPorts = 200, logLevel = "debug" } = options;
    const first = await takePorts(5 + rtpPorts);
    const firstRtp = first + 5;
    const settings = switchSettings(
      {
        folder: join(folder, "freeswitch"),
        recordings: join(folder, "recordings"),
        callRecords: join(folder, "call-records"),
        eventSocketPassword: randomBytes(12).toString("hex"),
        askPassword: randomBytes(12).toString("hex"),
      },
      {
        eventSocketPort: first,
        askPort: first + 1,
        agents: {
          address: "127.0.0.1",
          sipPort: first + 2,
          wsPort: first + 3,
          wss: undefined,
          candidates: ["127.0.0.0/8"],
        },
        trunk: { address: "127.0.0.1", port: first + 4 },
        rtp: { address: "127.0.0.1", firstPort: firstRtp, lastPort: firstRtp + rtpPorts - 1 },
        logLevel,
      },
    );
    const rig = new SwitchRig(folder, settings, deployment);
    rig.adapter();
    await ensureSwitchRuns(settings);
    return rig;
  }

  readonly folder: string;

  private constructor(folder: string, settings: SwitchSettings, deployment: Deployment) {
    this.folder = folder;
    this.settings = settings;
    this.deployment = deployment;
  }

  async legs(): Promise<number> {
    return Number(/^(\d+) session\(s\) - peak/m.exec(await this.ask("status"))?.[1] ?? Number.NaN);
  }

  /** The adapter of a new server's life. */
  adapter(): FreeSwitch {
    this.#adapter = new FreeSwitch({
      settings: this.settings,
      deployment: this.deployment,
      environment: process.env,
      now: () => Date.now(),
      log: (level, message, details) => {
        this.log.push({ level, message, details });
      },
    });
    return this.#adapter;
  }

  /** The adapter of the server's present life. */
  get present(): FreeSwitch {
    if (this.#adapter === undefined) throw new Error("no adapter yet");
    return this.#adapter;
  }

  get trunk(): { address: string; port: number } {
    return this.settings.trunk;
  }

  get registrar(): { address: string; port: number; realm: string } {
    return { address: this.settings.agents.address, port: this.settings.agents.sipPort, realm: PHONE_REALM };
  }

  async phone(options: PhoneOptions): Promise<SipPhone> {
    const phone = await SipPhone.open(options);
    this.#phones.push(phone);
    return phone;
  }

  /** To be closed with the rig. */
  keep(phone: SipPhone): void {
    this.#phones.push(phone);
  }

  /** Waits until the switch has written so many call records. */
  callRecordsNow(): CallRecord[] {
    return readCallRecords(this.settings.callRecords);
  }

  async callRecords(count: number, deadlineMs = 10_000): Promise<CallRecord[]> {
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      const records = readCallRecords(this.settings.callRecords);
      if (records.length >= count) return records;
      if (Date.now() > deadline) throw new Error(`${records.length} call records instead of ${count}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** What the switch itself says, past the adapter. */
  async ask(command: string): Promise<string> {
    const socket = await EventSocket.connect({
      ...this.settings.eventSocket,
      onEvent: () => undefined,
      onClosed: () => undefined,
    });
    const reply = await socket.api(command);
    socket.close("asked");
    return reply;
  }

  /** Ends every leg and waits until the switch has none left. */
  async untilEmpty(deadlineMs = 10_000): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    await this.ask("hupall NORMAL_CLEARING");
    while (!/^0 session\(s\) - peak/m.test(await this.ask("status"))) {
      if (Date.now() > deadline) throw new Error("legs are left on the switch");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  switchLog(): string {
    return readFileSync(join(this.settings.folder, "freeswitch.log"), "utf8");
  }

  async stop(): Promise<void> {
    for (const phone of this.#phones) phone.close();
    await this.#adapter?.stop();
    // Nobody is on it; its orderly end takes seconds, and has a test of its own.
    const pid = runningPid(this.settings);
    if (pid !== undefined) process.kill(pid, "SIGKILL");
    while (runningPid(this.settings) !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** HA1 as a phone's secret is kept. */
export function phoneSecretHash(user: string, password: string): string {
  return createHash("md5").update(`${user}:${PHONE_REALM}:${password}`).digest("hex");
}

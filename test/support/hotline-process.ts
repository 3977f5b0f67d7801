import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { localApi, type ApiAnswer } from "./local-api.ts";
import { takePorts } from "./ports.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const READY_DEADLINE_MS = 90_000;
const RTP_PORTS = 400;

export interface HotlineProcessOptions {
  /** Folder of YAML for the first start; the shipped hospital unless given. */
  readonly config?: string;
  readonly simulated?: boolean;
  /** The next starts only connect to the switch that the first one started, as to one somebody else runs. */
  readonly externalAfterFirst?: boolean;
  /** What it prints is for people, as `npm start` shows it, not `--json`. */
  readonly words?: boolean;
  /** Two for each leg that is there at once. */
  readonly rtpPorts?: number;
}

/** `hotline up` in a home, with ports and a FreeSWITCH of its own, which a test may kill and start again. */
export class HotlineProcess {
  readonly home: string;
  readonly port: number;
  /** First of the five: event socket, questions, agents' SIP, agents' WebSocket, trunk. */
  readonly switchPorts: number;
  /** user → one-time password of the first start. */
  readonly oneTimePasswords = new Map<string, string>();
  readonly #options: HotlineProcessOptions;
  readonly #rtpFirst: number;
  readonly #rtpPorts: number;
  #printed = "";
  #child: ChildProcess | undefined;

  static async start(options: HotlineProcessOptions = {}): Promise<HotlineProcess> {
    const first = await takePorts(6 + (options.rtpPorts ?? RTP_PORTS));
    const started = new HotlineProcess(options, first);
    await started.up();
    return started;
  }

  private constructor(options: HotlineProcessOptions, firstPort: number) {
    this.#options = options;
    this.home = mkdtempSync(join(tmpdir(), "hotline-test-"));
    this.port = firstPort;
    this.switchPorts = firstPort + 1;
    this.#rtpFirst = firstPort + 6;
    this.#rtpPorts = options.rtpPorts ?? RTP_PORTS;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }
  /** What the latest start printed up to its ready line. */
  get printed(): string {
    return this.#printed;
  }
  get agentsSipPort(): number {
    return this.switchPorts + 2;
  }
  get trunkPort(): number {
    return this.switchPorts + 4;
  }
  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error("the server does not run");
    return this.#child.pid;
  }
  get switchPid(): number {
    return Number.parseInt(readFileSync(join(this.home, "freeswitch/run/freeswitch.pid"), "utf8"), 10);
  }
  get databasePid(): number {
    return Number.parseInt(readFileSync(join(this.home, "postgres/postmaster.pid"), "utf8"), 10);
  }
  get databasePidOrNone(): number | undefined {
    return existsSync(join(this.home, "postgres/postmaster.pid")) ? this.databasePid : undefined;
  }
  get eventSocketPassword(): string {
    const secrets = JSON.parse(readFileSync(join(this.home, "secrets.json"), "utf8")) as {
      eventSocketPassword: string;
    };
    return secrets.eventSocketPassword;
  }

  /** Starts the server, or starts it again after `kill` or `stop`; resolves at its ready line. */
  async up(): Promise<void> {
    const { config, simulated, words, externalAfterFirst } = this.#options;
    const command = ["up", ...(config === undefined ? [] : [config]), ...(words === true ? [] : ["--json"])];
    const args = [join(root, "cli/bin/hotline.ts"), ...command];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: {
        ...process.env,
        HOTLINE_HOME: this.home,
        HOTLINE_PORT: String(this.port),
        HOTLINE_SWITCH_PORTS: String(this.switchPorts),
        HOTLINE_RTP_PORTS: `${this.#rtpFirst}-${this.#rtpFirst + this.#rtpPorts - 1}`,
        ...(simulated === true && { HOTLINE_FREESWITCH: "simulated" }),
        ...(externalAfterFirst === true &&
          this.#printed !== "" && { HOTLINE_FREESWITCH: `127.0.0.1:${this.switchPorts}` }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors = (errors + text).slice(-8_000)));
    let said = "";
    const ready = (async () => {
      for await (const line of createInterface({ input: child.stdout })) {
        said += `${line}\n`;
        if (line === "}" || line.startsWith("hotline ready ")) return said;
      }
      throw new Error(`the server ended before it was ready: ${said}${errors}`);
    })();
    const late = sleep(READY_DEADLINE_MS, undefined, { ref: false }).then(() => {
      throw new Error(`not ready after ${READY_DEADLINE_MS} ms: ${said}${errors}`);
    });
    this.#printed = await Promise.race([ready, late]);
    child.stdout.resume();
    for (const [user, password] of passwordsIn(this.#printed)) this.oneTimePasswords.set(user, password);
  }

  /** Nothing of the server moves until `goOn`. */
  standStill(): void {
    process.kill(this.pid, "SIGSTOP");
  }

  goOn(): void {
    process.kill(this.pid, "SIGCONT");
  }

  /** kill -9: nothing gets to say goodbye. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Orderly; the switch and its calls go on. */
  async stop(): Promise<void> {
    await this.#end("SIGINT");
  }

  api(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    return localApi(join(this.home, "hotline.sock"), method, path, body);
  }

  /** Ends server, database and switch and removes the home. */
  async dispose(): Promise<void> {
    if (this.#child !== undefined) await this.stop();
    if (existsSync(join(this.home, "postgres/postmaster.pid"))) {
      endProcess(Number.parseInt(readFileSync(join(this.home, "postgres/postmaster.pid"), "utf8"), 10), "SIGINT");
    }
    if (existsSync(join(this.home, "freeswitch/run/freeswitch.pid"))) {
      const pid = this.switchPid;
      // Nobody is on it; its orderly end takes seconds, and has tests of its own.
      endProcess(pid, "SIGKILL");
      for (let tries = 0; tries < 100 && existsSync(`/proc/${pid}`); tries += 1) await sleep(20);
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return;
    // Not "close": that waits for output nobody reads any more.
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}

function passwordsIn(printed: string): [user: string, password: string][] {
  const json = printed.indexOf("{");
  if (json >= 0) {
    const { oneTimePasswords } = JSON.parse(printed.slice(json)) as {
      oneTimePasswords?: { user: string; password: string }[];
    };
    if (oneTimePasswords === undefined) throw new Error(`the server did not start: ${printed}`);
    return oneTimePasswords.map(({ user, password }) => [user, password]);
  }
  // "  user  their name  password"
  return [...printed.matchAll(/^ {2}([a-z][\w-]*) .* (\S+)$/gm)].map(([, user = "", password = ""]) => [
    user,
    password,
  ]);
}

function endProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
}

import { randomUUID } from "node:crypto";
import type { Deployment, Environment } from "@hotline/schemas";
import type { AcdCommand, LegId, LegReport } from "../../acd/index.ts";
import type { SwitchEvent, SwitchListener, SwitchPort, SwitchStatus, TestCallRequest } from "../port.ts";
import { AskServer } from "./ask/ask-server.ts";
import type { AskForm } from "./ask/form.ts";
import { Answerer } from "./ask/answerer.ts";
import { configure, type Configured } from "./configure.ts";
import type { EventSocket } from "./connection/event-socket.ts";
import type { SwitchEventFields } from "./connection/fields.ts";
import { Link } from "./connection/link.ts";
import { SwitchClock } from "./connection/switch-clock.ts";
import { SwitchAwayError, SwitchRefusedError } from "./errors.ts";
import { Commander } from "./legs/commander.ts";
import { LegBook } from "./legs/leg-book.ts";
import { LEG_EVENTS, readLegEvent, readRoomEvent, ROOM_EVENTS, variableOf } from "./legs/leg-events.ts";
import { readLegs } from "./legs/reconcile.ts";
import { CONTEXT, DEFAULT_MUSIC, VARIABLE } from "./names.ts";
import { PHONE_EVENTS, PhoneWatch } from "./phones/phone-watch.ts";
import { Readiness } from "./readiness.ts";
import { applyConfiguration, readVersion } from "./reload.ts";
import { parseRecordingPath, recordingPath } from "./recordings/recording-path.ts";
import { streamName } from "./render/music.ts";
import { testCallDestination } from "./render/test-call.ts";
import type { SwitchSettings } from "./settings.ts";
import { dialable, displayNumber, displayText } from "./text.ts";
import { TrunkPeers } from "./trunk-peers.ts";
import type { Wiring } from "./wiring.ts";

// The kinds after CUSTOM come last: everything behind it is one of them.
const EVENTS = `BACKGROUND_JOB ${LEG_EVENTS} RECORD_STOP ${PHONE_EVENTS} ${ROOM_EVENTS}`;

interface Reading {
  readonly legs: readonly LegReport[];
  readonly phones: readonly SwitchEvent[];
  readonly switchId: string | undefined;
}

export interface FreeSwitchParts {
  readonly settings: SwitchSettings;
  readonly deployment: Deployment;
  readonly environment: Environment;
  /** Engine time, ms. */
  now(): number;
  log: Wiring["log"];
}

/** FreeSWITCH behind the port: it asks us what each leg shall do, and tells us over its event socket what they did. */
export class FreeSwitch implements SwitchPort {
  readonly #parts: FreeSwitchParts;
  readonly #legs = new LegBook();
  readonly #readiness = new Readiness();
  readonly #clock: SwitchClock;
  readonly #wiring: Wiring;
  readonly #commander: Commander;
  #deployment: Deployment;
  #peers: TrunkPeers;
  #configured: Configured;
  #running:
    | { readonly listener: SwitchListener; readonly link: Link; readonly asks: AskServer; readonly phones: PhoneWatch }
    | undefined;
  /** Events between the subscription and the reading of all legs; they come after it. */
  #early: SwitchEventFields[] | undefined;
  #read: Reading = { legs: [], phones: [], switchId: undefined };
  #saidLost = false;
  #version: string | undefined;

  /** Renders the deployment into the switch's folder, so that the switch can be started with it. */
  constructor(parts: FreeSwitchParts) {
    this.#parts = parts;
    this.#deployment = parts.deployment;
    this.#peers = new TrunkPeers(parts.deployment.trunks, parts.settings.trunk);
    this.#configured = configure(parts.deployment, parts.settings, parts.environment);
    this.#clock = new SwitchClock(parts.now);
    this.#wiring = {
      now: parts.now,
      log: parts.log,
      socket: () => this.#running?.link.socket,
      report: (event) => {
        this.#report(event);
      },
      carryOut: (commands) => {
        this.#commander.execute(commands);
      },
    };
    this.#commander = new Commander(this.#wiring, this.#legs, {
      streamOf: (music) => this.#streamOf(music),
      browserMediaTimeoutMs: () => this.#browserMediaTimeoutMs(),
    });
  }

  async start(listener: SwitchListener): Promise<void> {
    const { settings } = this.#parts;
    const phones = new PhoneWatch(this.#wiring, listener);
    const answerer = new Answerer({
      wiring: this.#wiring,
      listener,
      legs: this.#legs,
      clock: this.#clock,
      steps: {
        browserMediaTimeoutMs: () => this.#browserMediaTimeoutMs(),
        streamOf: (music) => this.#streamOf(music),
        soundOf: (prompt, otherwise) => this.#soundOf(prompt, otherwise),
        recordingPath: (segmentId, part) =>
          recordingPath(settings.recordings, segmentId, part, new Date(this.#parts.now())),
      },
      trunkOf: (source) => this.#peers.trunkOf(source),
      phoneKindOf: (extension) => phones.kindOf(extension),
      ready: (withinMs) => this.#readiness.within(withinMs),
      offered: (command) => {
        const other = command.type === "leg.offer" ? command.agentLegId : command.targetLegId;
        this.#commander.watchOffer(command.legId, other, command.type);
      },
      listens: (command) => {
        this.#commander.watchListening(command);
      },
    });
    const timed = async (form: AskForm) => {
      const startedAt = performance.now();
      try {
        return await answerer.answer(form);
      } finally {
        listener.questionAnswered?.(performance.now() - startedAt);
      }
    };
    const asks = new AskServer(settings.ask.password, timed, this.#parts.log);
    const link = new Link({
      address: settings.eventSocket,
      events: EVENTS,
      onEvent: (fields) => {
        if (this.#early === undefined) this.#take(fields);
        else this.#early.push(fields);
      },
      onUp: (socket) => this.#readSwitch(socket),
      onReady: () => {
        this.#tellAll();
      },
      onDown: (detail) => {
        this.#lost(detail);
      },
      onPing: (socket) => this.#clock.measure(socket),
    });
    this.#running = { listener, link, asks, phones };
    await asks.listen(settings.ask);
    await link.start();
    if (link.socket === undefined) this.#lost(link.trouble ?? "not reached");
  }

  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    running.link.stop();
    running.phones.stop();
    this.#commander.stop();
    this.#readiness.set(false);
    await running.asks.close();
    this.#running = undefined;
  }

  execute(commands: readonly AcdCommand[]): void {
    this.#commander.execute(commands);
  }

  status(): SwitchStatus {
    const { host, port } = this.#parts.settings.eventSocket;
    const link = this.#running?.link;
    return {
      kind: "freeswitch",
      connected: link?.socket !== undefined,
      version: this.#version,
      legs: this.#legs.size,
      address: `${host}:${port}`,
      trouble: link?.trouble,
    };
  }

  /** Takes up another deployment without touching a call. */
  async apply(deployment: Deployment): Promise<void> {
    const { settings, environment } = this.#parts;
    const { version, streams } = this.#configured;
    this.#configured = configure(deployment, settings, environment);
    const before = this.#deployment;
    this.#deployment = deployment;
    this.#peers = new TrunkPeers(deployment.trunks, settings.trunk);
    const socket = this.#running?.link.socket;
    // Away, it reads the files when it comes back.
    if (version !== this.#configured.version && socket !== undefined) {
      await applyConfiguration(socket, {
        before,
        after: deployment,
        newStreams: [...this.#configured.streams].filter((name) => !streams.has(name)),
      });
    }
  }

  async placeTestCall({ to, fromNumber, fromName, talkMs }: TestCallRequest): Promise<LegId> {
    const socket = this.#running?.link.socket;
    if (socket === undefined) throw new SwitchAwayError("not connected");
    const { address, port } = this.#parts.settings.trunk;
    const legId = randomUUID();
    const variables = [
      `origination_uuid=${legId}`,
      `origination_caller_id_number=${displayNumber(fromNumber)}`,
      `origination_caller_id_name='${displayText(fromName)}'`,
      `${VARIABLE.role}=test-caller`,
      "originate_timeout=120",
    ].join(",");
    const target = `sofia/trunk/${dialable("number", to)}@${address}:${port}`;
    const command = `originate {${variables}}${target} ${testCallDestination(talkMs)} XML ${CONTEXT.testCall}`;
    // The job ends with the answer, which may be minutes away.
    socket.job(command).then(
      ({ text }) => {
        if (!text.startsWith("+OK")) this.#parts.log("info", "the test call ended unanswered", { legId, text });
      },
      (error: unknown) => {
        this.#parts.log("info", "the test call's end is not known", { legId, error: String(error) });
      },
    );
    await until(async () => (await socket.api(`uuid_exists ${legId}`)) === "true");
    return legId;
  }

  /** Everything the switch holds, read while its events already gather. */
  async #readSwitch(socket: EventSocket): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#early = [];
    this.#version = (await socket.api("version short")).split("\n", 1)[0];
    await this.#takeUpFiles(socket);
    // Made anew with each start of the program.
    const switchId = await socket.api("global_getvar core_uuid");
    const legs = await readLegs(socket, this.#parts.now, (source) => this.#peers.trunkOf(source));
    const extensions = Object.values(this.#deployment.agents).flatMap(({ spec }) => spec.extension ?? []);
    this.#read = { legs, switchId, phones: await running.phones.readAll(socket, extensions) };
  }

  /** It may have read others: a server killed while it applied, or one of another version, left it with them. */
  async #takeUpFiles(socket: EventSocket): Promise<void> {
    const { version, streams } = this.#configured;
    if ((await readVersion(socket)) === version) return;
    this.#parts.log("warn", "the switch works with other files and takes up the present ones", { version });
    try {
      await applyConfiguration(socket, { before: undefined, after: this.#deployment, newStreams: [...streams] });
    } catch (error) {
      // Calls matter more than a trunk that does not come up; the trunks' page says which one.
      this.#parts.log("error", "the present files were not wholly taken up", { error: String(error) });
    }
  }

  /** The connection is handed out: the engine learns first what there is, then what happened since. */
  #tellAll(): void {
    const { legs, phones, switchId } = this.#read;
    this.#read = { legs: [], phones: [], switchId: undefined };
    this.#legs.clear();
    for (const { legId, role, callId } of legs) {
      if (role !== "duty") this.#legs.open(legId, role, callId, true);
    }
    this.#saidLost = false;
    this.#report({ type: "switch.reconciled", legs, switchId });
    for (const event of phones) this.#report(event);
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const fields of early) this.#take(fields);
    this.#readiness.set(true);
  }

  #take(fields: SwitchEventFields): void {
    const running = this.#running;
    if (running === undefined) return;
    switch (fields["Event-Name"]) {
      case "CUSTOM":
        if (fields["Event-Subclass"] === ROOM_EVENTS) {
          const event = readRoomEvent(fields, this.#legs);
          if (event !== undefined) this.#report(event);
        } else running.phones.take(fields);
        return;
      case "RECORD_STOP":
        this.#recorded(fields);
        return;
      default: {
        const event = readLegEvent(fields, this.#legs);
        if (event !== undefined) this.#report(event);
      }
    }
  }

  #recorded(fields: SwitchEventFields): void {
    const path = fields["Record-File-Path"];
    const parsed = path === undefined ? undefined : parseRecordingPath(path);
    if (path === undefined || parsed === undefined) return;
    const durationMs = Number(variableOf(fields, "record_ms") ?? Number.NaN);
    this.#running?.listener.recordingClosed({
      ...parsed,
      path,
      durationMs: Number.isFinite(durationMs) ? durationMs : undefined,
    });
  }

  #report(event: SwitchEvent): void {
    const commands = this.#running?.listener.handle(event);
    if (commands !== undefined && commands.length > 0) this.#commander.execute(commands);
  }

  #lost(detail: string): void {
    this.#readiness.set(false);
    this.#early = undefined;
    this.#parts.log("warn", "the switch is away", { detail });
    if (this.#saidLost) return;
    this.#saidLost = true;
    this.#report({ type: "switch.lost" });
  }

  #browserMediaTimeoutMs(): number {
    return this.#deployment.organization.spec.browserMediaTimeoutSeconds * 1_000;
  }

  #streamOf(music: string): string {
    const name = streamName(music);
    return this.#configured.streams.has(name) ? name : DEFAULT_MUSIC;
  }

  #soundOf(prompt: string, otherwise: string): string {
    const { sounds } = this.#configured;
    return sounds.get(prompt) ?? sounds.get(otherwise) ?? "";
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new SwitchRefusedError("originate", "the test call did not begin");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

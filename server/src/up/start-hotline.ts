import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pino, type Logger } from "pino";
import { buildApp, listenLocally, makeLogger, type BuiltApp } from "../http/index.ts";
import { CallRecords } from "../runtime/call-records.ts";
import { monotonicClock } from "../runtime/clock.ts";
import { Journal } from "../runtime/journal.ts";
import { newsOf } from "../records/record-news-desk.ts";
import { RecordingIndex } from "../runtime/recording-index.ts";
import { recoverEngine } from "../runtime/recovery.ts";
import { Runtime } from "../runtime/runtime.ts";
import { Snapshotter } from "../runtime/snapshotter.ts";
import { Spool } from "../runtime/spool.ts";
import { salvageRecording } from "../switch/freeswitch/index.ts";
import type { SwitchListener } from "../switch/port.ts";
import { deploymentAtStart } from "./deployment-at-start.ts";
import { agentOfExtension } from "./extension-book.ts";
import { applyFirstFiles, firstPasswords } from "./first-start.ts";
import { openHome, openSecrets } from "./home.ts";
import { openOwnDatabase } from "./open-database.ts";
import { openSwitch } from "./open-switch.ts";
import type { HotlineOptions, RunningHotline } from "./options.ts";
import { serverLoadOptions } from "./prompts.ts";
import { StartError } from "./start-error.ts";

const FLUSH_DEADLINE_MS = 10_000;
const MOST_UNWRITTEN_LOG_CHARACTERS = 1_000_000;
const webFolder = fileURLToPath(new URL("../../../web/build", import.meta.url));
const packageFile = new URL("../../package.json", import.meta.url);

/**
 * Starts everything in the order in which each part needs the one before: database, engine from its journal, switch, pages.
 * A call that comes in between is held by the switch's own emergency path.
 * @throws StartError with a code and a hint; what was started by then is stopped again
 */
export async function startHotline(options: HotlineOptions): Promise<RunningHotline> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await start(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: HotlineOptions,
  closers: (() => unknown)[],
  close: () => Promise<void>,
): Promise<RunningHotline> {
  const startedAt = new Date();
  // First the folder, private from its first moment, then the log in it.
  const home = openHome(options.home);
  const log = openLog(options);
  const secrets = openSecrets(home);

  const database = await openOwnDatabase(home, options.databaseUrl, log);
  closers.push(() => database.close());
  options.onProgress({ step: "database", found: database.found });
  const { db } = database;

  const spool = new Spool(home.spool);
  const { acd, committedSeq, lastAt, drained, replayed } = await recoverEngine(db, spool, log);
  options.onProgress({ step: "recovered", drained, replayed });
  const clock = monotonicClock(lastAt);
  const now = () => clock.now();

  const load = serverLoadOptions(options.configFolder);
  const { deployment, firstFiles } = await deploymentAtStart(db, options.configFolder, load);
  const opened = await openSwitch({ home, secrets, options, deployment, now, log });
  options.onProgress({ step: "switch", found: opened.found });

  const journal = new Journal(db, spool, log.child({ part: "journal" }), committedSeq);
  const runtime = new Runtime({ acd, journal, switchPort: opened.port, clock, log: log.child({ part: "engine" }) });
  const snapshotter = new Snapshotter({ acd, journal, clock, db, log });
  closers.push(
    () => journal.close(),
    () => snapshotter.stop(),
    () => snapshotter.take(),
    () => journal.flush(FLUSH_DEADLINE_MS),
    () => runtime.stop(),
  );

  runtime.submit({ type: "engine.started", idSeed: randomUUID() });
  runtime.applyConfig(deployment);

  const built = await buildApp({
    db,
    databaseKind: options.databaseUrl === undefined ? "embedded" : "external",
    engine: runtime,
    applyDeployment: async (next) => {
      await opened.apply(next);
      runtime.applyConfig(next);
    },
    load,
    recordingsFolder: home.recordings,
    version: versionOfPackage(),
    startedAt,
    moreProbes: [],
    now: () => Date.now(),
    log,
    webFolder,
    phoneUrl: phoneUrl(opened.settings?.agents.wsPort),
  });
  const { app, services } = built;
  await services.phoneSecrets.load();
  if (firstFiles !== undefined) {
    await applyFirstFiles(services, firstFiles);
    options.onProgress({ step: "first-config", documents: firstFiles.length });
  }

  const recordings = new RecordingIndex({
    db,
    recordings: services.recordings,
    folder: home.recordings,
    inspect: (path) => salvageRecording(path),
    now,
    log: log.child({ part: "recordings" }),
    onReady: (news) => services.recordNews.tell([news]),
  });
  journal.onCommitted((entries) => services.recordNews.tell(entries.flatMap(({ facts }) => newsOf(facts))));
  closers.push(() => recordings.stop());
  const callRecords = opened.callRecords && new CallRecords({ source: opened.callRecords, runtime, journal, db, log });
  // Before the switch says what is left: ends that were written down have their true time and cause.
  await callRecords?.takeAll();
  callRecords?.watch();
  closers.push(() => callRecords?.stop());
  const onReconciled = () => {
    void callRecords?.takeAll();
    recordings.sweepSoon();
  };
  await opened.port.start(listenerOf(runtime, built, recordings, onReconciled));
  closers.push(() => opened.port.stop());
  closers.push(opened.keepRunning());
  void recordings.sweep();

  closers.push(() => app.close());
  const local = await listenLocally(app, home.socket);
  closers.push(() => local.close());
  await listen(app, options);
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    url: `http://${options.host === "0.0.0.0" || options.host === "127.0.0.1" ? "localhost" : options.host}:${port}`,
    switchKind: opened.found === "simulated" ? "simulated" : "freeswitch",
    oneTimePasswords: await firstPasswords(services),
    stop: close,
  };
}

async function listen(app: BuiltApp["app"], { host, port }: HotlineOptions): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new StartError(
      "start.port-taken",
      `another program listens on ${host}:${port}`,
      "give this one another port: HOTLINE_PORT, or --port",
    );
  }
}

function listenerOf(
  runtime: Runtime,
  { services, metrics }: BuiltApp,
  recordings: RecordingIndex,
  onReconciled: () => void,
): SwitchListener {
  return {
    handle: (event) => {
      const commands = runtime.handleSwitchEvent(event);
      if (event.type === "switch.reconciled") onReconciled();
      return commands;
    },
    recordingClosed: (recording) => recordings.closed(recording),
    questionAnswered: (ms) => metrics.observeAsk(ms),
    agentOfExtension: (extension) => agentOfExtension(runtime.deployment(), extension),
    phoneSecretHash: (extension) => services.phoneSecrets.hashOf(extension),
  };
}

/** The browser's phone connects to the switch itself: on this machine without TLS, elsewhere through a proxy with it. */
function phoneUrl(wsPort: number | undefined): (page: { host: string; secure: boolean }) => string {
  return ({ host, secure }) => {
    const { hostname } = new URL(`http://${host}`);
    return secure ? `wss://${host}/phone` : `ws://${hostname === "localhost" ? "127.0.0.1" : hostname}:${wsPort ?? 0}`;
  };
}

function openLog({ logLevel, logFile }: HotlineOptions): Logger {
  if (logFile === undefined) return makeLogger({ level: logLevel });
  const destination = pino.destination({
    dest: logFile,
    mkdir: true,
    sync: true,
    mode: 0o600, // it names callers
    maxLength: MOST_UNWRITTEN_LOG_CHARACTERS,
  });
  // A full disk: lines wait, then fall away. Unheard, the error would end the process; written beside it, it never ends.
  destination.on("error", () => undefined);
  return makeLogger({ level: logLevel, destination });
}

function versionOfPackage(): string {
  return (JSON.parse(readFileSync(packageFile, "utf8")) as { version: string }).version;
}

import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { EnginePort } from "../runtime/engine-port.ts";

/** Answers of the switch's question must stay far below its limit of a second. */
const askBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const requestBuckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Figures for Prometheus; made before the app, because the switch's adapter reports into it too. */
export class Metrics {
  readonly registry = new Registry();
  readonly #ask: Histogram;
  readonly #request: Histogram<"method" | "route" | "status">;
  readonly #sockets: Gauge;

  constructor(engine: EnginePort) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: "hotline_" });
    this.#ask = new Histogram({
      name: "hotline_ask_seconds",
      help: "From a leg's question to the answer leaving",
      buckets: askBuckets,
      registers,
    });
    this.#request = new Histogram({
      name: "hotline_http_request_seconds",
      help: "HTTP requests by route",
      labelNames: ["method", "route", "status"],
      buckets: requestBuckets,
      registers,
    });
    this.#sockets = new Gauge({ name: "hotline_live_sockets", help: "Open live sockets", registers });
    addEngineGauges(engine, this.registry);
  }

  observeAsk(ms: number): void {
    this.#ask.observe(ms / 1_000);
  }

  observeRequest(method: string, route: string, status: number, ms: number): void {
    this.#request.observe({ method, route, status: String(status) }, ms / 1_000);
  }

  liveSockets(count: number): void {
    this.#sockets.set(count);
  }
}

function addEngineGauges(engine: EnginePort, registry: Registry): void {
  const registers = [registry];
  gauge("hotline_calls_live", "Calls not ended, by state", ["state"], (set) => {
    for (const [state, count] of countBy(engine.callViews(), (call) => call.state)) set({ state }, count);
  });
  gauge("hotline_callers_waiting", "Callers waiting, by skill group", ["group"], (set) => {
    for (const { group, waiting } of engine.groupViews()) set({ group }, waiting);
  });
  gauge("hotline_oldest_wait_seconds", "Wait of the longest waiting caller, by skill group", ["group"], (set) => {
    for (const { group, oldestJoinedAt } of engine.groupViews()) {
      set({ group }, oldestJoinedAt === undefined ? 0 : (engine.now() - oldestJoinedAt) / 1_000);
    }
  });
  gauge("hotline_agents", "Signed-in agents, by state", ["state"], (set) => {
    const signedIn = engine.agentViews().filter((agent) => agent.signedIn);
    for (const [state, count] of countBy(signedIn, (agent) => agent.state)) set({ state }, count);
  });
  gauge("hotline_journal_committed_seq", "Last journal entry in the database", [], (set) => {
    set({}, engine.journalStatus().committedSeq);
  });
  gauge("hotline_journal_lag_entries", "Journal entries not yet in the database", [], (set) => {
    set({}, engine.journalStatus().spooled);
  });
  gauge("hotline_database_up", "Whether the journal's last write reached the database", [], (set) => {
    set({}, engine.journalStatus().databaseOk ? 1 : 0);
  });
  gauge("hotline_switch_connected", "Whether the switch is connected", ["kind"], (set) => {
    const { kind, connected } = engine.switchStatus();
    set({ kind }, connected ? 1 : 0);
  });
  gauge("hotline_switch_legs", "Legs on the switch", [], (set) => set({}, engine.switchStatus().legs));

  function gauge(
    name: string,
    help: string,
    labelNames: string[],
    read: (set: (labels: Record<string, string>, value: number) => void) => void,
  ): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        // What no call or agent has any more must not stay at its last figure.
        this.reset();
        read((labels, value) => this.set(labels, value));
      },
    });
  }
}

function countBy<Thing>(things: readonly Thing[], key: (thing: Thing) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(key(thing), (counts.get(key(thing)) ?? 0) + 1);
  return counts;
}

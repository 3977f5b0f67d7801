import { randomUUID } from "node:crypto";
import type { AgentView, CallView } from "../acd/index.ts";
import type { EngineChange, EnginePort } from "../runtime/engine-port.ts";
import type { Sight } from "../sessions/sight.ts";
import type { RecordNews } from "../records/record-news.ts";
import { agentAsSeen, agentInSight, callInSight, groupInSight, isOwnCall, newsInSight } from "./in-sight.ts";
import { ViewMemo } from "./view-memo.ts";
import type { LiveChange, LiveMessage, LiveSnapshot, LiveSwitch } from "./protocol.ts";

/** Changes kept for a page that comes back; with more missed it gets a snapshot. */
const keptChanges = 300;

/**
 * What one page is sent. It outlives the page's socket for a while: changes that come meanwhile are gathered and sent as
 * one when it returns.
 */
export class LiveStream {
  readonly epoch = randomUUID();
  readonly #engine: EnginePort;
  #sight: Sight;
  #send: ((message: LiveMessage) => void) | undefined;
  #seq = 0;
  #kept: LiveChange[] = [];
  /** Calls the page has, to tell it when one is gone. */
  #shownCalls = new Set<string>();
  /** Those of them that ring or talk here: a change to one is sent at once. */
  #ownCalls = new Set<string>();
  #agents = new Set<string>();
  #groups = new Set<string>();
  #calls = new Set<string>();
  #records: RecordNews[] = [];
  #switch: LiveSwitch | undefined;
  #switchSent: string | undefined;

  constructor(engine: EnginePort, sight: Sight) {
    this.#engine = engine;
    this.#sight = sight;
  }

  /** Begins to send; a page that says what it has gets what it missed where that is still known, else a snapshot. */
  attach(send: (message: LiveMessage) => void, after: number | undefined): void {
    this.#send = send;
    const missed = after === undefined ? undefined : this.#changesAfter(after);
    if (missed === undefined) {
      this.#sendSnapshot();
      return;
    }
    for (const change of missed) send(change);
    this.flush();
  }

  detach(): void {
    this.#send = undefined;
  }

  get attached(): boolean {
    return this.#send !== undefined;
  }

  /** The person's roles or groups changed: what the page has may be too much or too little. */
  look(sight: Sight): void {
    this.#sight = sight;
    this.#kept = [];
    if (this.#send !== undefined) this.#sendSnapshot();
  }

  /** Takes note of a change: "now" when it touches the person's own call or state, "soon" when it touches what else is seen. */
  note(change: EngineChange, views: ViewMemo): "now" | "soon" | undefined {
    const { agent: me } = this.#sight;
    let urgency: "now" | "soon" | undefined;
    const raise = (own: boolean): void => {
      urgency = own || urgency === "now" ? "now" : "soon";
    };
    for (const name of change.agents) {
      const view = views.agent(name);
      if (view === undefined || !agentInSight(view, this.#sight)) continue;
      this.#agents.add(name);
      raise(name === me);
    }
    for (const name of change.groups) {
      if (!this.#sight.all && !this.#sight.groups.has(name)) continue;
      this.#groups.add(name);
      raise(false);
    }
    for (const callId of change.calls) {
      const view = views.call(callId);
      const own = this.#ownCalls.has(callId) || (view !== undefined && isOwnCall(view, me));
      if (!own && !this.#shownCalls.has(callId) && (view === undefined || !callInSight(view, this.#sight))) continue;
      this.#calls.add(callId);
      raise(own);
    }
    return urgency;
  }

  /** @returns whether there is something to send */
  noteRecords(news: readonly RecordNews[]): boolean {
    const seen = news.filter((each) => newsInSight(each, this.#sight));
    this.#records.push(...seen);
    return seen.length > 0;
  }

  noteSwitch(link: LiveSwitch): void {
    if (JSON.stringify(link) !== this.#switchSent) this.#switch = link;
  }

  /** Sends what was noted since the last time as one change. */
  flush(views = new ViewMemo(this.#engine)): void {
    if (this.#send === undefined) return;
    const change = this.#take(views);
    if (change === undefined) return;
    this.#kept.push(change);
    if (this.#kept.length > keptChanges) this.#kept.shift();
    this.#send(change);
  }

  #take(views: ViewMemo): LiveChange | undefined {
    const agents = [...this.#agents]
      .map((name) => views.agent(name))
      .filter((view) => view !== undefined)
      .filter((view) => agentInSight(view, this.#sight))
      .map((view) => agentAsSeen(view, this.#sight));
    const groups =
      this.#groups.size === 0
        ? []
        : views.groups().filter((view) => this.#groups.has(view.group) && groupInSight(view, this.#sight));
    const { calls, callsGone } = this.#takeCalls(views);
    const me = agents.find(({ agent }) => agent === this.#sight.agent);
    const link = this.#switch;
    const records = this.#records;
    this.#forgetNoted();
    const count = agents.length + groups.length + calls.length + callsGone.length + records.length;
    if (count === 0 && link === undefined) return undefined;
    if (link !== undefined) this.#switchSent = JSON.stringify(link);
    this.#seq += 1;
    return {
      type: "change",
      seq: this.#seq,
      now: this.#engine.now(),
      ...(link && { switch: link }),
      ...(me && this.#isAgent(me) && { me }),
      ...(agents.length > 0 && { agents }),
      ...(groups.length > 0 && { groups }),
      ...(calls.length > 0 && { calls }),
      ...(callsGone.length > 0 && { callsGone }),
      ...(records.length > 0 && { records }),
    };
  }

  #takeCalls(views: ViewMemo): { calls: CallView[]; callsGone: string[] } {
    const calls: CallView[] = [];
    const callsGone: string[] = [];
    for (const callId of this.#calls) {
      const view = views.call(callId);
      if (view !== undefined && callInSight(view, this.#sight)) {
        calls.push(view);
        this.#show(view);
      } else if (this.#shownCalls.delete(callId)) {
        this.#ownCalls.delete(callId);
        callsGone.push(callId);
      }
    }
    return { calls, callsGone };
  }

  #sendSnapshot(): void {
    const sight = this.#sight;
    const calls = this.#engine.callViews().filter((view) => callInSight(view, sight));
    const me = sight.agent === undefined ? undefined : this.#engine.agentView(sight.agent);
    const { kind, connected } = this.#engine.switchStatus();
    const snapshot: LiveSnapshot = {
      type: "snapshot",
      epoch: this.epoch,
      seq: this.#seq,
      now: this.#engine.now(),
      switch: { kind, connected },
      me: me && this.#isAgent(me) ? me : undefined,
      agents: this.#engine
        .agentViews()
        .filter((view) => agentInSight(view, sight))
        .map((view) => agentAsSeen(view, sight)),
      groups: this.#engine.groupViews().filter((view) => groupInSight(view, sight)),
      calls,
    };
    this.#kept = [];
    this.#shownCalls.clear();
    this.#ownCalls.clear();
    for (const view of calls) this.#show(view);
    this.#forgetNoted();
    this.#switchSent = JSON.stringify(snapshot.switch);
    this.#send?.(snapshot);
  }

  /** People without groups have a row in the engine too, but no state to show. */
  #isAgent(view: AgentView): boolean {
    return view.groups.length > 0;
  }

  #show(view: CallView): void {
    this.#shownCalls.add(view.callId);
    if (isOwnCall(view, this.#sight.agent)) this.#ownCalls.add(view.callId);
    else this.#ownCalls.delete(view.callId);
  }

  /** Undefined where some of them are no longer kept, or the page claims to have what was never sent. */
  #changesAfter(after: number): LiveChange[] | undefined {
    if (after > this.#seq || after < this.#seq - this.#kept.length) return undefined;
    return this.#kept.filter(({ seq }) => seq > after);
  }

  #forgetNoted(): void {
    this.#agents.clear();
    this.#groups.clear();
    this.#calls.clear();
    this.#records = [];
    this.#switch = undefined;
  }
}

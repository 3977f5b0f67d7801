import { ask } from "#lib/api/client.ts";
import type { LedAgent } from "#lib/api/schema.ts";
import { live } from "#lib/live/live.svelte.ts";
import type { AgentView, CallView, GroupView } from "#lib/live/live-state.ts";

export interface MonitoredAgent {
  readonly view: AgentView;
  readonly groups: LedAgent["groups"];
  readonly today: LedAgent["today"];
  readonly call: CallView | undefined;
}

/** Whom the signed-in person leads, as the server lists them, kept current by the live state. */
export class Monitor {
  #listed: readonly LedAgent[] | undefined = $state.raw();
  problem: unknown = $state.raw();
  loading = $state(false);

  get known(): boolean {
    return this.#listed !== undefined && live.known;
  }

  readonly agents: readonly MonitoredAgent[] = $derived(
    (this.#listed ?? []).flatMap(({ agent, groups, today }) => {
      const view = live.agents.get(agent);
      if (view === undefined) return [];
      return [{ view, groups, today, call: view.callId === undefined ? undefined : live.calls.get(view.callId) }];
    }),
  );

  readonly groups: readonly GroupView[] = $derived.by(() => {
    const led = (this.#listed ?? []).flatMap(({ groups }) => groups.map(({ name }) => name));
    return [...live.groups.values()].filter(({ group }) => led.includes(group));
  });

  /** Those nobody talks with yet, the one who waits longest first. */
  readonly waiting: readonly CallView[] = $derived(
    [...live.calls.values()]
      .filter(({ state }) => state === "waiting" || state === "offered")
      .sort((a, b) => (a.joinedAt ?? a.arrivedAt) - (b.joinedAt ?? b.arrivedAt)),
  );

  async read(): Promise<void> {
    this.loading = true;
    try {
      this.#listed = await ask((api) => api.GET("/agents"));
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
    } finally {
      this.loading = false;
    }
  }
}

import { live } from "#lib/live/live.svelte.ts";
import type { AgentView } from "#lib/live/live-state.ts";
import { session } from "#lib/session/session.svelte.ts";

/** The talk this person listens to. A manager without groups has no state of their own, but a view. */
export function ownListening(): AgentView["listening"] {
  const name = session.info?.agent?.name;
  return live.me?.listening ?? (name === undefined ? undefined : live.agents.get(name)?.listening);
}

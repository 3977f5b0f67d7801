import { live } from "#lib/live/live.svelte.ts";

/** The label of an agent this person may see, else the name itself. */
export function agentLabel(name: string): string {
  return live.agents.get(name)?.label ?? name;
}

import { SvelteMap } from "svelte/reactivity";
import { live } from "#lib/live/live.svelte.ts";
import { readTargets } from "./target-list.svelte.ts";

const known = new SvelteMap<string, string>();
/** Not reactive: a page that shows a label shall not be drawn anew because it was asked for. */
const asked: Record<string, boolean> = {};

/** A colleague's label, also of one whose state this page is not told of; its name until it is known. */
export function colleague(name: string): string {
  const label = live.agents.get(name)?.label ?? known.get(name);
  if (label === undefined && asked[name] !== true) {
    asked[name] = true;
    void readTargets(name)
      .then(({ items }) => {
        for (const item of items) if (item.kind === "agent") known.set(item.agent, item.label);
      })
      // Asked for again with the next talk; until then the name stands there.
      .catch(() => (asked[name] = false));
  }
  return label ?? name;
}

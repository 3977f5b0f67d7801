import { ask } from "#lib/api/client.ts";
import type { TransferTarget } from "#lib/api/schema.ts";

/** What was last read of whom a customer can be passed on to; an answer that is overtaken by a newer question is dropped. */
export class TargetList {
  items: readonly TransferTarget[] | undefined = $state.raw();
  more = $state(0);
  problem: unknown = $state.raw();
  #asked = 0;

  async read(sought: string): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { items, more } = await readTargets(sought);
      if (asked !== this.#asked) return;
      this.items = items;
      this.more = more;
      this.problem = undefined;
    } catch (error) {
      if (asked === this.#asked) this.problem = error;
    }
  }
}

export function readTargets(sought: string): Promise<{ items: TransferTarget[]; more: number }> {
  const query = sought.trim() === "" ? {} : { q: sought.trim() };
  return ask((api) => api.GET("/transfer-targets", { params: { query } }));
}

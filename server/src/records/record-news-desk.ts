import type { AcdFact } from "../acd/index.ts";
import type { RecordNews } from "./record-news.ts";

type NewsListener = (news: readonly RecordNews[]) => void;

/** Between who stores the records and the pages that show them. */
export class RecordNewsDesk {
  readonly #listeners = new Set<NewsListener>();

  /** Returns the function that ends it. */
  onNews(listener: NewsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(news: readonly RecordNews[]): void {
    if (news.length > 0) for (const listener of this.#listeners) listener(news);
  }
}

/** What of the engine's facts a page that shows a record reads it again for. */
export function newsOf(facts: readonly AcdFact[]): RecordNews[] {
  return facts.flatMap(({ table, row }): RecordNews[] => {
    if (table === "ratings") {
      const { callId, agent, group, state, level, levels } = row;
      return [{ kind: "rating", callId, agent, group, state, level, levels }];
    }
    if (table !== "calls" || row.endedAt === undefined) return [];
    const { callId, agent, group } = row;
    return [{ kind: "ended", callId, agent, group }];
  });
}

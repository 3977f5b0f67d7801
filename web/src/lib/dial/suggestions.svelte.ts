import { ask } from "#lib/api/client.ts";
import { session } from "#lib/session/session.svelte.ts";
import { dialledNumber } from "./dialled-number.ts";

/** Somebody who may be meant: of an address book, or called before. */
export interface Suggestion {
  readonly from: "book" | "history";
  readonly number: string;
  readonly name: string | undefined;
  /** Department or address book; when it was called. */
  readonly about: string | undefined;
  readonly calledAt: string | undefined;
}

const recentCalls = 30;
const shownAtMost = 8;

/** Whom the dial pad proposes for what was typed; an answer that is overtaken by a newer question is dropped. */
export class Suggestions {
  items: readonly Suggestion[] | undefined = $state.raw();
  problem: unknown = $state.raw();
  #asked = 0;

  async read(sought: string): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [book, recent] = await Promise.all([readBook(sought), readHistory()]);
      if (asked !== this.#asked) return;
      const digits = dialledNumber(sought);
      const called = recent.filter(({ number }) => sought === "" || (digits !== "" && number.includes(digits)));
      this.items = (sought === "" ? [...called, ...book] : [...book, ...called]).slice(0, shownAtMost);
      this.problem = undefined;
    } catch (error) {
      if (asked === this.#asked) this.problem = error;
    }
  }
}

async function readBook(q: string): Promise<Suggestion[]> {
  const { items } = await ask((api) => api.GET("/address-book", { params: { query: q === "" ? {} : { q } } }));
  return items.map(({ name, number, department, book }) => ({
    from: "book",
    name,
    number,
    about: department ?? book,
    calledAt: undefined,
  }));
}

/** The agent's own, the latest first, each number once. */
async function readHistory(): Promise<Suggestion[]> {
  const agent = session.info?.agent?.name;
  if (agent === undefined) return [];
  const query = { agent, direction: "outbound", limit: recentCalls } as const;
  const { items } = await ask((api) => api.GET("/calls", { params: { query } }));
  return items
    .filter(({ toNumber }, index) => items.findIndex((other) => other.toNumber === toNumber) === index)
    .map(({ toNumber, arrivedAt }) => ({
      from: "history",
      number: toNumber,
      name: undefined,
      about: undefined,
      calledAt: arrivedAt,
    }));
}

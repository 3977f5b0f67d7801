import { ask } from "#lib/api/client.ts";
import type { CallItem, CallsQuery } from "#lib/api/schema.ts";

export const pageSize = 50;

/** Pages of a list of calls under one set of filters; an answer to older filters is dropped. */
export class CallList {
  items: readonly CallItem[] | undefined = $state.raw();
  nextCursor: string | undefined = $state();
  problem: unknown = $state.raw();
  loading = $state(false);
  #query: CallsQuery = {};
  #request: AbortController | undefined;

  async show(query: CallsQuery): Promise<void> {
    this.#query = query;
    await this.#read(undefined);
  }

  async more(): Promise<void> {
    if (this.nextCursor !== undefined && !this.loading) await this.#read(this.nextCursor);
  }

  /** Of the calls it shows: what their records say now. None comes or goes, so nothing moves under the pointer. */
  async renew(callIds: ReadonlySet<string>): Promise<void> {
    const known = this.items?.filter(({ callId }) => callIds.has(callId)) ?? [];
    for (const { callId } of known) {
      try {
        const { recordings, ...call } = await ask((api) =>
          api.GET("/calls/{callId}", { params: { path: { callId } } }),
        );
        const item = { ...call, recordings: recordings.length };
        this.items = this.items?.map((shown) => (shown.callId === callId ? item : shown));
      } catch {
        // What is shown was true a moment ago; the next refresh says more.
      }
    }
  }

  async #read(cursor: string | undefined): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.loading = true;
    try {
      const query = { ...this.#query, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
      const page = await ask((api) => api.GET("/calls", { params: { query }, signal: request.signal }));
      this.items = cursor === undefined ? page.items : [...(this.items ?? []), ...page.items];
      this.nextCursor = page.nextCursor;
      this.problem = undefined;
    } catch (error) {
      if (!request.signal.aborted) this.problem = error;
    } finally {
      if (this.#request === request) this.loading = false;
    }
  }
}

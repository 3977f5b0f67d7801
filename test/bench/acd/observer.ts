import { EventSocket } from "../../../server/src/switch/freeswitch/connection/event-socket.ts";
import type { SwitchEventFields } from "../../../server/src/switch/freeswitch/connection/fields.ts";

/** What one caller's call took, in ms by the switch's own stamps, which stand on a 20 ms grid. */
export interface CallTimes {
  readonly ringMs: number;
  readonly bridgedMs: number;
}

interface Seen {
  readonly inbound: boolean;
  readonly createdUs: number;
}

/** Watches one switch from beside: when each caller's leg and the agent's leg began, and when both were joined. */
export class Observer {
  readonly #legs = new Map<string, Seen>();
  readonly #calls = new Map<string, CallTimes>();
  #socket: EventSocket | undefined;

  static async connect(port: number, password: string): Promise<Observer> {
    const observer = new Observer();
    observer.#socket = await EventSocket.connect({
      host: "127.0.0.1",
      port,
      password,
      onEvent: (fields) => observer.#take(fields),
      onClosed: () => undefined,
    });
    await observer.#socket.subscribe("CHANNEL_CREATE CHANNEL_BRIDGE");
    return observer;
  }

  /** Forgets what was, so that a round stands alone. */
  begin(): void {
    this.#legs.clear();
    this.#calls.clear();
  }

  times(): CallTimes[] {
    return [...this.#calls.values()];
  }

  async channels(): Promise<number> {
    const text = (await this.#socket?.api("show channels count")) ?? "";
    return Number(/(\d+) total/.exec(text)?.[1] ?? Number.NaN);
  }

  close(): void {
    this.#socket?.close("the bench is over");
  }

  #take(fields: SwitchEventFields): void {
    const atUs = Number(fields["Event-Date-Timestamp"]);
    if (fields["Event-Name"] === "CHANNEL_CREATE") {
      const id = fields["Unique-ID"];
      if (id !== undefined) this.#legs.set(id, { inbound: fields["Call-Direction"] === "inbound", createdUs: atUs });
      return;
    }
    if (fields["Event-Name"] !== "CHANNEL_BRIDGE") return;
    const legs = [fields["Bridge-A-Unique-ID"], fields["Bridge-B-Unique-ID"]].map(
      (id) => [id, this.#legs.get(id ?? "")] as const,
    );
    const caller = legs.find(([, leg]) => leg?.inbound === true);
    const agent = legs.find(([, leg]) => leg?.inbound === false);
    if (caller?.[0] === undefined || caller[1] === undefined || agent?.[1] === undefined || this.#calls.has(caller[0]))
      return;
    this.#calls.set(caller[0], {
      ringMs: (agent[1].createdUs - caller[1].createdUs) / 1_000,
      bridgedMs: (atUs - caller[1].createdUs) / 1_000,
    });
  }
}

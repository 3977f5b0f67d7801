import type { AgentName, PhoneKind } from "../../../acd/index.ts";
import type { SwitchEvent, SwitchListener } from "../../port.ts";
import type { EventSocket } from "../connection/event-socket.ts";
import type { SwitchEventFields } from "../connection/fields.ts";
import { PHONE_REALM } from "../settings.ts";
import type { Wiring } from "../wiring.ts";

export const PHONE_EVENTS = "CUSTOM sofia::register sofia::unregister sofia::expire";

/** A page that loses its socket for a moment registers again within this; only then is its phone lost. */
const LOST_AFTER_MS = 3_000;
const NOT_REGISTERED = "error/user_not_registered";
const EXTENSION = /^[0-9A-Za-z_-]{1,32}$/;

/** Which agents' phones the switch could ring. */
export class PhoneWatch {
  readonly #wiring: Wiring;
  readonly #listener: Pick<SwitchListener, "agentOfExtension">;
  readonly #registered = new Map<string, { readonly agent: AgentName; readonly phone: PhoneKind }>();
  readonly #checks = new Map<string, NodeJS.Timeout>();

  constructor(wiring: Wiring, listener: Pick<SwitchListener, "agentOfExtension">) {
    this.#wiring = wiring;
    this.#listener = listener;
  }

  take(fields: SwitchEventFields): void {
    const extension = fields["from-user"] ?? fields["username"] ?? fields["user"] ?? "";
    if (!EXTENSION.test(extension)) return;
    if (fields["Event-Subclass"] === "sofia::register")
      this.#say(this.#found(extension, phoneKind(fields["contact"] ?? "")));
    else this.#checkLater(extension);
  }

  /** After (re)connecting: what to say of every extension of the deployment. */
  async readAll(socket: EventSocket, extensions: readonly string[]): Promise<SwitchEvent[]> {
    const events: (SwitchEvent | undefined)[] = [];
    for (const extension of extensions) {
      if (!EXTENSION.test(extension)) continue;
      const contact = await contactOf(socket, extension);
      events.push(contact === undefined ? this.#lost(extension) : this.#found(extension, phoneKind(contact)));
    }
    return events.filter((event) => event !== undefined);
  }

  stop(): void {
    for (const timer of this.#checks.values()) clearTimeout(timer);
    this.#checks.clear();
  }

  #found(extension: string, phone: PhoneKind): SwitchEvent | undefined {
    clearTimeout(this.#checks.get(extension));
    this.#checks.delete(extension);
    const agent = this.#listener.agentOfExtension(extension);
    if (agent === undefined) return undefined;
    this.#registered.set(extension, { agent, phone });
    return { type: "phone.registered", agent, phone };
  }

  #lost(extension: string): SwitchEvent | undefined {
    const known = this.#registered.get(extension);
    this.#registered.delete(extension);
    const agent = known?.agent ?? this.#listener.agentOfExtension(extension);
    return agent === undefined ? undefined : { type: "phone.lost", agent, phone: known?.phone ?? "browser" };
  }

  #say(event: SwitchEvent | undefined): void {
    if (event !== undefined) this.#wiring.report(event);
  }

  #checkLater(extension: string): void {
    clearTimeout(this.#checks.get(extension));
    const timer = setTimeout(() => {
      this.#checks.delete(extension);
      this.#check(extension).catch((error: unknown) => {
        // The connection went; everything is read again when it is back.
        this.#wiring.log("info", "a registration could not be read", { extension, error: String(error) });
      });
    }, LOST_AFTER_MS);
    timer.unref();
    this.#checks.set(extension, timer);
  }

  async #check(extension: string): Promise<void> {
    const socket = this.#wiring.socket();
    if (socket === undefined) return;
    if ((await contactOf(socket, extension)) === undefined) this.#say(this.#lost(extension));
  }
}

async function contactOf(socket: EventSocket, extension: string): Promise<string | undefined> {
  const contact = await socket.api(`sofia_contact agents/${extension}@${PHONE_REALM}`);
  return contact === "" || contact.startsWith(NOT_REGISTERED) || contact.startsWith("-ERR") ? undefined : contact;
}

/** RFC 7118: a phone in a browser registers a contact with transport ws or wss. */
function phoneKind(contact: string): PhoneKind {
  return /transport=wss?\b/i.test(contact) ? "browser" : "sip";
}

import type { PhoneKind } from "../../../acd/index.ts";
import type { SwitchEvent, SwitchListener } from "../../port.ts";
import type { EventSocket } from "../connection/event-socket.ts";
import type { SwitchEventFields } from "../connection/fields.ts";
import { PHONE_REALM } from "../settings.ts";
import type { Wiring } from "../wiring.ts";

export const PHONE_EVENTS = "CUSTOM sofia::register sofia::unregister sofia::expire";

/** A page that loses its socket for a moment registers again within this; only then is its phone lost. */
const LOST_AFTER_MS = 3_000;
const NOT_REGISTERED = "error/user_not_registered";
const PHONE_KINDS: readonly PhoneKind[] = ["browser", "sip"];
const EXTENSION = /^[0-9A-Za-z_-]{1,32}$/;

/** Which agents' phones the switch could ring. */
export class PhoneWatch {
  readonly #wiring: Wiring;
  readonly #listener: Pick<SwitchListener, "agentOfExtension">;
  readonly #registered = new Map<string, PhoneKind>();
  readonly #checks = new Map<string, NodeJS.Timeout>();

  constructor(wiring: Wiring, listener: Pick<SwitchListener, "agentOfExtension">) {
    this.#wiring = wiring;
    this.#listener = listener;
  }

  take(fields: SwitchEventFields): void {
    const extension = fields["from-user"] ?? fields["username"] ?? fields["user"] ?? "";
    if (!EXTENSION.test(extension)) return;
    if (fields["Event-Subclass"] === "sofia::register") {
      for (const event of this.#found(extension, phoneKind(fields["contact"] ?? ""))) this.#wiring.report(event);
    } else this.#checkLater(extension);
  }

  /** After (re)connecting: what to say of every extension of the deployment. */
  async readAll(socket: EventSocket, extensions: readonly string[]): Promise<SwitchEvent[]> {
    const contacts = parseRegistrations(await socket.api("sofia xmlstatus profile agents reg"));
    return extensions.flatMap((extension) => {
      const contact = contacts.get(extension);
      if (contact === undefined) return this.#lost(extension, PHONE_KINDS);
      const phone = phoneKind(contact);
      return [
        ...this.#found(extension, phone),
        ...this.#lostKinds(
          extension,
          PHONE_KINDS.filter((kind) => kind !== phone),
        ),
      ];
    });
  }

  /** What a phone is that places a call; one that never registered is no browser's. */
  kindOf(extension: string): PhoneKind {
    return this.#registered.get(extension) ?? "sip";
  }

  stop(): void {
    for (const timer of this.#checks.values()) clearTimeout(timer);
    this.#checks.clear();
  }

  #found(extension: string, phone: PhoneKind): SwitchEvent[] {
    clearTimeout(this.#checks.get(extension));
    this.#checks.delete(extension);
    const agent = this.#listener.agentOfExtension(extension);
    if (agent === undefined) return [];
    const before = this.#registered.get(extension);
    this.#registered.set(extension, phone);
    // One contact per extension: a phone of the other kind has taken the place of the former.
    const replaced: SwitchEvent[] =
      before === undefined || before === phone ? [] : [{ type: "phone.lost", agent, phone: before }];
    return [...replaced, { type: "phone.registered", agent, phone }];
  }

  #lost(extension: string, kinds: readonly PhoneKind[]): SwitchEvent[] {
    this.#registered.delete(extension);
    return this.#lostKinds(extension, kinds);
  }

  #lostKinds(extension: string, kinds: readonly PhoneKind[]): SwitchEvent[] {
    const agent = this.#listener.agentOfExtension(extension);
    return agent === undefined ? [] : kinds.map((phone) => ({ type: "phone.lost", agent, phone }));
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
    const phone = this.#registered.get(extension);
    if (phone === undefined || (await isRegistered(socket, extension))) return;
    for (const event of this.#lost(extension, [phone])) this.#wiring.report(event);
  }
}

async function isRegistered(socket: EventSocket, extension: string): Promise<boolean> {
  const contact = await socket.api(`sofia_contact agents/${extension}@${PHONE_REALM}`);
  return contact !== "" && !contact.startsWith(NOT_REGISTERED) && !contact.startsWith("-ERR");
}

/** Extension → contact of the profile's list. The switch escapes what phones wrote, so the tags are its own. */
export function parseRegistrations(xml: string): Map<string, string> {
  const contacts = new Map<string, string>();
  for (const [, entry = ""] of xml.matchAll(/<registration>(.*?)<\/registration>/gs)) {
    const user = /<user>([^<@]*)@[^<]*<\/user>/.exec(entry)?.[1];
    const contact = /<contact>([^<]*)<\/contact>/.exec(entry)?.[1];
    if (user !== undefined && contact !== undefined) contacts.set(user, contact);
  }
  return contacts;
}

/** RFC 7118: a phone in a browser registers a contact with transport ws or wss. */
function phoneKind(contact: string): PhoneKind {
  return /transport=wss?\b/i.test(contact) ? "browser" : "sip";
}

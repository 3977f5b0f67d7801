import type { PhoneCredentials } from "#lib/api/schema.ts";
import { retryDelayMs } from "#lib/live/backoff.ts";
import type { Registration, SipPhone } from "./sip-phone.ts";

export type KeptRegistration =
  Registration | { readonly state: "off" } | { readonly state: "no-credentials"; readonly error: unknown };

export interface KeeperWorld {
  fetchCredentials(): Promise<PhoneCredentials>;
  createPhone(credentials: PhoneCredentials, registration: (registration: Registration) => void): SipPhone;
  /** `retryAt`: local time of the next attempt, where one is planned here. */
  changed(registration: KeptRegistration, retryAt: number | undefined): void;
}

const longestRetryMs = 15_000;
/** setTimeout takes 32 bits; a later renewal is planned again when this is over. */
const longestTimerMs = 12 * 3_600_000;

/** Keeps one phone registered: fetches and renews its secret, and tries again when the switch or the server says no. */
export class RegistrationKeeper {
  phone: SipPhone | undefined;

  readonly #world: KeeperWorld;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(world: KeeperWorld) {
    this.#world = world;
    this.#world.changed({ state: "connecting" }, undefined);
    void this.#refresh();
  }

  retryNow(): void {
    this.#plan(0);
  }

  stop(): void {
    this.#close();
    this.phone?.stop();
  }

  abandon(): void {
    this.#close();
    this.phone?.abandon();
  }

  #close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#world.changed({ state: "off" }, undefined);
  }

  async #refresh(): Promise<void> {
    let credentials: PhoneCredentials;
    try {
      credentials = await this.#world.fetchCredentials();
    } catch (error) {
      if (!this.#closed) this.#world.changed({ state: "no-credentials", error }, this.#retryLater());
      return;
    }
    if (this.#closed) return;
    // The answer may say "failed" while the next lines run; its own plan comes later and wins.
    this.#plan(renewAfterMs(Date.parse(credentials.expiresAt) - Date.now()));
    const phone = this.phone;
    if (phone && phone.wsUrl === credentials.wsUrl && phone.uri === credentials.uri) phone.renew(credentials);
    else if (phone?.call) this.#plan(longestRetryMs);
    else {
      phone?.stop();
      this.phone = this.#world.createPhone(credentials, (registration) => this.#take(registration));
      this.phone.start();
    }
  }

  #take(registration: Registration): void {
    if (this.#closed) return;
    if (registration.state === "registered") this.#attempt = 0;
    this.#world.changed(registration, registration.state === "failed" ? this.#retryLater() : undefined);
  }

  #retryLater(): number {
    const delayMs = retryDelayMs((this.#attempt += 1), Math.random(), longestRetryMs);
    this.#plan(delayMs);
    return Date.now() + delayMs;
  }

  #plan(delayMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#refresh(), delayMs);
  }
}

/** Renews when four fifths of the secret's life are over, but not in a frenzy where it is short. */
export function renewAfterMs(leftMs: number): number {
  return Math.min(longestTimerMs, Math.max(5000, leftMs * 0.8));
}

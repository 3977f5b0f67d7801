/**
 * Of all pages of one person in this browser, one holds the phone (Web Locks). The next in line gets it when that page
 * closes, and `takeOver` takes it at once; the page it is taken from is told.
 */
export class PhoneLock {
  readonly #name: string;
  readonly #changed: (place: "here" | "elsewhere") => void;
  #release: (() => void) | undefined;
  #waiting: AbortController | undefined;
  #closed = false;

  constructor(user: string, changed: (place: "here" | "elsewhere") => void) {
    this.#name = `hotline-phone:${user}`;
    this.#changed = changed;
    void this.#join();
  }

  takeOver(): void {
    this.#waiting?.abort();
    void this.#hold({ steal: true });
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.abort();
    this.#release?.();
  }

  async #join(): Promise<void> {
    if (!("locks" in navigator)) {
      // Only on an insecure origin, where there is no microphone either; the phone says that itself.
      this.#changed("here");
      return;
    }
    const { held } = await navigator.locks.query();
    if (held?.some(({ name }) => name === this.#name)) this.#changed("elsewhere");
    await this.#wait();
  }

  async #wait(): Promise<void> {
    if (this.#closed) return;
    this.#waiting = new AbortController();
    await this.#hold({ signal: this.#waiting.signal });
  }

  async #hold(options: LockOptions): Promise<void> {
    let held = false;
    try {
      await navigator.locks.request(this.#name, options, async () => {
        held = true;
        if (this.#closed) return;
        this.#changed("here");
        await new Promise<void>((resolve) => (this.#release = resolve));
      });
    } catch (error) {
      // AbortError while holding: another page took it. While waiting: this page stopped waiting itself.
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
      if (held && !this.#closed) {
        this.#release = undefined;
        this.#changed("elsewhere");
        await this.#wait();
      }
    }
  }
}

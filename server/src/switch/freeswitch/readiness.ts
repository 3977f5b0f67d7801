/** Whether the engine knows what the switch holds; questions that come earlier wait for it a little. */
export class Readiness {
  #ready = false;
  readonly #waiting = new Set<() => void>();

  set(ready: boolean): void {
    this.#ready = ready;
    if (!ready) return;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  within(ms: number): Promise<boolean> {
    if (this.#ready) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(wake);
        resolve(false);
      }, ms);
      const wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
      this.#waiting.add(wake);
    });
  }
}

export interface Toast {
  readonly id: number;
  readonly tone: "good" | "bad";
  readonly text: string;
  /** Code and request id, small beneath. */
  readonly support: string | undefined;
}

const goodForMs = 4000;
const badForMs = 12_000;

class Toasts {
  list: readonly Toast[] = $state.raw([]);
  #lastId = 0;

  good(text: string): void {
    this.#add({ id: (this.#lastId += 1), tone: "good", text, support: undefined }, goodForMs);
  }

  bad(text: string, support?: string): void {
    this.#add({ id: (this.#lastId += 1), tone: "bad", text, support }, badForMs);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #add(toast: Toast, forMs: number): void {
    // The same sentence again replaces itself instead of piling up.
    this.list = [...this.list.filter(({ text }) => text !== toast.text), toast].slice(-4);
    setTimeout(() => this.dismiss(toast.id), forMs);
  }
}

export const toasts = new Toasts();

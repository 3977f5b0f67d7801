import { readPreference, writePreference } from "./preferences.ts";
import type { Preferences } from "./preferences.ts";

class Theme {
  chosen: Preferences["theme"] = $state(readPreference("theme"));

  constructor() {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#show());
  }

  choose(theme: Preferences["theme"]): void {
    this.chosen = theme;
    writePreference("theme", theme);
    this.#show();
  }

  #show(): void {
    const dark = this.chosen === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : this.chosen === "dark";
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  }
}

export const theme = new Theme();

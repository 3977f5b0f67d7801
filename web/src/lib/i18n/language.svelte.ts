import { readPreference, writePreference } from "#lib/prefs/preferences.ts";
import { catalogues, fillMessage, isMessageKey } from "./catalogue.ts";
import type { LanguageName, MessageKey, MessageParams } from "./catalogue.ts";

class Language {
  current: LanguageName = $state(readPreference("language"));

  choose(name: LanguageName): void {
    this.current = name;
    writePreference("language", name);
    document.documentElement.lang = name;
  }
}

export const language = new Language();

export function t(key: MessageKey, params?: MessageParams): string {
  return fillMessage(catalogues[language.current][key], params);
}

/** For keys built from a word the server sent: the fallback shows when it is newer than this page. */
export function tOr(key: string, fallback: string, params?: MessageParams): string {
  return isMessageKey(key) ? t(key, params) : fallback;
}

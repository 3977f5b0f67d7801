import { groupPhoneNumber } from "#lib/format/phone-number.ts";
import { t } from "#lib/i18n/language.svelte.ts";

/** A number as the pages show it; a withheld one has words instead. */
export function shownNumber(number: string): string {
  return number === "" || number === "anonymous" ? t("common.unknownNumber") : groupPhoneNumber(number);
}

/** How to speak of a caller in a sentence: the name where there is one, else the number. */
export function callerName(name: string | undefined, number: string): string {
  return name === undefined || name === "" || name === number ? shownNumber(number) : name;
}

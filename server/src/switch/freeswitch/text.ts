/**
 * The one place where text from outside is made fit for the switch. Dial strings and variables are parsed by hand-written
 * code with its own ideas of `{}[]|,^'"\`, `$` is expanded again and again, and the answer's XML is preprocessed for `$${`
 * before it is parsed; so what is not plainly harmless never gets there.
 */
import { SwitchTextError } from "./errors.ts";

/** Ids, numbers, names, hosts, paths: what our own code puts into variables and dial strings. */
const SAFE_VALUE = /^[\p{L}\p{M}\p{N} ._\-+*#@/:=%]*$/u;
const NOT_DISPLAYABLE = /[^\p{L}\p{M}\p{N} ._\-+*#]+/gu;
const DIALABLE = /^[0-9A-Za-z+*#._-]{1,64}$/;
const PSTN_NUMBER = /^\+?[0-9*#]{1,20}$/;
const NOT_DIALABLE = /[^0-9A-Za-z+*#._-]+/g;

const DISPLAY_LIMIT = 60;
const NUMBER_LIMIT = 40;
const STORED_LIMIT = 256;

/** @throws SwitchTextError when the value holds anything but letters, digits and a few harmless signs */
export function safeValue(name: string, value: string): string {
  if (!SAFE_VALUE.test(value) || value.includes("%{")) throw new SwitchTextError(name, value);
  return value;
}

/**
 * A number or extension for a dial string: it must not lead anywhere else than to the host that follows it.
 * @throws SwitchTextError
 */
export function dialable(name: string, value: string): string {
  if (!DIALABLE.test(value)) throw new SwitchTextError(name, value);
  return value;
}

/**
 * A number for a trunk's dial string. The engine lets no other through; this is the last gate.
 * @throws SwitchTextError
 */
export function pstnNumber(value: string): string {
  if (!PSTN_NUMBER.test(value)) throw new SwitchTextError("number", value);
  return value;
}

/** Words for a phone's display: letters of any script, digits and a few signs; everything else becomes a space. */
export function displayText(text: string): string {
  const cleaned = text
    .slice(0, 4 * DISPLAY_LIMIT)
    .replace(NOT_DISPLAYABLE, " ")
    .replace(/ +/g, " ")
    .trim();
  return [...cleaned].slice(0, DISPLAY_LIMIT).join("").trim();
}

/** A caller's number for a phone's display. A carrier may send anything at all there. */
export function displayNumber(text: string): string {
  const cleaned = text
    .slice(0, 4 * NUMBER_LIMIT)
    .replace(NOT_DIALABLE, "")
    .slice(0, NUMBER_LIMIT);
  return cleaned === "" ? "anonymous" : cleaned;
}

/** What a carrier gave as name or number, whole but storable: no control characters, no broken halves, not endless. */
export function storedText(text: string): string {
  const cleaned = text
    .slice(0, 4 * STORED_LIMIT)
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return [...cleaned].slice(0, STORED_LIMIT).join("");
}

/**
 * For attributes of the XML we answer and render. The switch's preprocessor looks at the text before it is parsed: it expands
 * `$${`, and drops every line with the name of its own directive in it, quoted or not.
 */
export function xmlText(text: string): string {
  return text
    .replace(/[&<>"'$\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/x-pre-process/gi, (word) => word.replace("-", "&#45;"));
}

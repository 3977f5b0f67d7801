import type { Deployment } from "@hotline/schemas";
import { fitOf, normal } from "../calls/fit.ts";
import { pinyinInitials } from "../calls/pinyin-initials.ts";

export interface Contact {
  readonly name: string;
  readonly number: string;
  readonly department: string | undefined;
  /** Label of the address book it stands in. */
  readonly book: string;
}

export interface Contacts {
  readonly items: readonly Contact[];
  /** Found besides. */
  readonly more: number;
}

const shownAtMost = 20;
const chinese = new Intl.Collator("zh-Hans-u-co-pinyin");

/** Outside numbers by name, as the configuration has them. */
export class AddressBooks {
  readonly #deployment: () => Deployment | undefined;

  constructor(deployment: () => Deployment | undefined) {
    this.#deployment = deployment;
  }

  /** Whose name, its pinyin initials, department or number has what was typed; the best fit first. */
  find(sought: string): Contacts {
    const found = Object.values(this.#deployment()?.addressBooks ?? {})
      .flatMap(({ label: book, spec }) =>
        spec.entries.map(({ name, number, department }): Contact => ({ name, number, department, book })),
      )
      .map((contact) => ({ contact, fit: fitOf(wordsOf(contact), normal(sought)) }))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => b.fit - a.fit || chinese.compare(a.contact.name, b.contact.name));
    return {
      items: found.slice(0, shownAtMost).map(({ contact }) => contact),
      more: Math.max(0, found.length - shownAtMost),
    };
  }
}

function wordsOf({ name, number, department }: Contact): string[] {
  return [name, pinyinInitials(name), number, ...(department === undefined ? [] : [department])];
}

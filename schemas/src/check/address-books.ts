import { finding, type Finding } from "../problems/finding.ts";
import { quote } from "../problems/show.ts";
import { placeIn, type Entries, type ValidEntry } from "./entries.ts";

/** Whom a transfer by name reaches must not depend on which book it was looked up in. */
export function checkAddressBooks(entries: Entries): Finding[] {
  const findings: Finding[] = [];
  const owners = new Map<string, { book: ValidEntry<"AddressBook">; index: number }>();
  for (const book of entries.valid("AddressBook")) {
    for (const [index, { name }] of book.content.spec.entries.entries()) {
      const owner = owners.get(name);
      if (owner === undefined) {
        owners.set(name, { book, index });
        continue;
      }
      findings.push(
        finding("address-book.duplicate", placeIn(book, ["spec", "entries", index, "name"]), {
          name: quote(name),
          other: owner.book.content.label,
          first: placeIn(owner.book, ["spec", "entries", owner.index, "name"]),
        }),
      );
    }
  }
  return findings;
}

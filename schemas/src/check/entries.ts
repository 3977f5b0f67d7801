import type { DocumentOf } from "../deployment.ts";
import type { Kind } from "../kinds.ts";
import type { FieldPath, Place } from "../problems/finding.ts";

/** A document and where it stands. */
export interface Entry<K extends Kind = Kind> {
  kind: K;
  name: string;
  file: string;
  /** Its place among the documents of the file, from 0. */
  document: number;
  /** Follows its schema; entries that do not are known by kind and name only. */
  content: DocumentOf[K] | undefined;
  /** Of an agent: the groups it names, as far as they can be made out even when it has problems. */
  joins: readonly string[];
}

export type ValidEntry<K extends Kind> = Entry<K> & { content: DocumentOf[K] };

/** A prompt found in the folder, or built in. */
export interface PromptState {
  /** Why it cannot be played; undefined when it can. */
  wrong?: { zh: string; en: string };
}

/** Everything the folder holds, for the checks that look across documents. */
export class Entries {
  readonly prompts: ReadonlyMap<string, PromptState>;
  /** Something could not be read, so what is not found may still be there: no complaints about absence. */
  readonly incomplete: boolean;
  readonly #byKind = new Map<Kind, Entry[]>();
  readonly #firstByName = new Map<Kind, Map<string, Entry>>();

  constructor(all: readonly Entry[], prompts: ReadonlyMap<string, PromptState>, incomplete: boolean) {
    this.prompts = prompts;
    this.incomplete = incomplete;
    for (const entry of all) {
      const list = this.#byKind.get(entry.kind) ?? [];
      list.push(entry);
      this.#byKind.set(entry.kind, list);
      const names = this.#firstByName.get(entry.kind) ?? new Map<string, Entry>();
      if (!names.has(entry.name)) names.set(entry.name, entry);
      this.#firstByName.set(entry.kind, names);
    }
  }

  all(kind: Kind): readonly Entry[] {
    return this.#byKind.get(kind) ?? [];
  }

  valid<K extends Kind>(kind: K): ValidEntry<K>[] {
    return this.all(kind).filter((entry) => entry.content !== undefined) as ValidEntry<K>[];
  }

  /** The first document of that name, valid or not. */
  find<K extends Kind>(kind: K, name: string): Entry<K> | undefined {
    return this.#firstByName.get(kind)?.get(name) as Entry<K> | undefined;
  }

  names(kind: Kind): Iterable<string> {
    return this.#firstByName.get(kind)?.keys() ?? [];
  }
}

export function placeIn(entry: Entry, path: FieldPath, on: "value" | "key" = "value"): Place {
  return { file: entry.file, document: entry.document, path, on };
}

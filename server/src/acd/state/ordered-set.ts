import * as sortedBtree from "sorted-btree";

// The package is CommonJS marked as a module: Node hands out its exports object as the default, bundlers the class itself.
const given = sortedBtree.default as unknown as typeof sortedBtree & { default?: typeof sortedBtree.default.default };
const BTree = (given.default ?? given) as unknown as typeof sortedBtree.default.default;

export type OrderKey = readonly (number | string)[];

/** Keys in order, first one at once, each change in O(log n). All keys of one set have the same shape. */
export class OrderedSet<Key extends OrderKey> {
  readonly #tree = new BTree<Key, undefined>(undefined, compareKeys);

  get size(): number {
    return this.#tree.size;
  }
  add(key: Key): void {
    this.#tree.set(key, undefined);
  }
  has(key: Key): boolean {
    return this.#tree.has(key);
  }
  delete(key: Key): boolean {
    return this.#tree.delete(key);
  }
  first(): Key | undefined {
    return this.#tree.minKey();
  }
  /** In order; the set must not change meanwhile. */
  [Symbol.iterator](): IterableIterator<Key> {
    return this.#tree.keys();
  }
}

export function compareKeys(left: OrderKey, right: OrderKey): number {
  for (let index = 0; index < left.length; index += 1) {
    const a = left[index] as number | string;
    const b = right[index] as number | string;
    if (a < b) return -1;
    if (a > b) return 1;
  }
  return 0;
}

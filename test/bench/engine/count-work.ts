import { OrderedSet } from "../../../server/src/acd/state/ordered-set.ts";

type Method = (this: { length: number; size: number }, ...args: unknown[]) => unknown;

const arrayScans = ["find", "findIndex", "filter", "map", "flatMap", "some", "every", "includes", "sort", "forEach"];
const lookUps = ["get", "has", "set", "add", "delete"];

/**
 * How many things the code looks at: look-ups in maps and sets, items that a loop over them or over an ordered set takes, and
 * items that methods of arrays go through. Unlike its time, the same in every run.
 */
export function countWork(act: () => void): number {
  let work = 0;
  const undo: (() => void)[] = [];
  const wrap = (owner: object, name: string | symbol, around: (method: Method) => Method): void => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (descriptor === undefined) return;
    Object.defineProperty(owner, name, { ...descriptor, value: around(descriptor.value as Method) });
    undo.push(() => Object.defineProperty(owner, name, descriptor));
  };
  for (const owner of [Map.prototype, Set.prototype]) {
    for (const name of lookUps) wrap(owner, name, (method) => counted(method, () => 1));
    for (const name of ["keys", "values", "entries", Symbol.iterator]) {
      wrap(owner, name, (method) => countedItems(method));
    }
  }
  wrap(OrderedSet.prototype, Symbol.iterator, (method) => countedItems(method));
  for (const name of arrayScans) wrap(Array.prototype, name, (method) => counted(method, ({ length }) => length));
  try {
    act();
  } finally {
    for (const each of undo) each();
  }
  return work;

  function counted(method: Method, weight: (self: { length: number }) => number): Method {
    return function (...args) {
      work += weight(this);
      return method.apply(this, args);
    };
  }

  function countedItems(method: Method): Method {
    return function (...args) {
      const items = method.apply(this, args) as IterableIterator<unknown>;
      return (function* () {
        for (let next = items.next(); next.done !== true; next = items.next()) {
          work += 1;
          yield next.value;
        }
      })();
    };
  }
}

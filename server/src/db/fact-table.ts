/**
 * A fact of the engine as it lies in its table: times become timestamps, what may be unknown becomes null. Made from the
 * fact's own type, so that a new field there does not compile until its table has it.
 */
export type FactTable<Fact> = {
  [Field in keyof Fact]: Field extends "at" | `${string}At`
    ? OrNull<Fact[Field], Date>
    : OrNull<Fact[Field], Fact[Field]>;
};

type OrNull<Given, Stored> = undefined extends Given ? Exclude<Stored, undefined> | null : Stored;

/** As process.env. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** NAME of ${env:NAME}; undefined when the text is no such reference. */
export function secretVariable(reference: string): string | undefined {
  return /^\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(reference)?.[1];
}

/** The secret a reference stands for; undefined when the environment does not hold it. */
export function resolveSecret(reference: string, environment: Environment): string | undefined {
  const variable = secretVariable(reference);
  return variable === undefined ? undefined : environment[variable];
}

import type { Deployment } from "@hotline/schemas";

const books = new WeakMap<Deployment, ReadonlyMap<string, string>>();

/** The agent an extension belongs to; looked up at every registration, so it is indexed once per deployment. */
export function agentOfExtension(deployment: Deployment | undefined, extension: string): string | undefined {
  if (deployment === undefined) return undefined;
  let book = books.get(deployment);
  if (book === undefined) {
    book = new Map(
      Object.values(deployment.agents).flatMap(({ name, spec }) =>
        spec.extension === undefined ? [] : [[spec.extension, name] as const],
      ),
    );
    books.set(deployment, book);
  }
  return book.get(extension);
}

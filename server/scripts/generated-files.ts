import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { agentStatesPage } from "./agent-states-page.ts";
import { errorsPage } from "../src/errors/errors-page.ts";
import { apiPrefix } from "../src/http/api-routes.ts";
import { openApiDocument } from "../src/http/open-api-document.ts";

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

const head = "// Made from the server's routes by `npm run generate -w server`; do not edit.\n\n";

/** What is made from the server's routes, errors and agent states; a test holds the files to it. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const document = (await openApiDocument()) as OpenAPI3;
  return [
    { path: "docs/errors.md", text: errorsPage() },
    { path: "docs/agent-states.md", text: agentStatesPage() },
    { path: "cli/src/api/schema.gen.ts", text: head + (await typesOf(document)) },
    // The pages' client has the prefix in its base address.
    { path: "web/src/lib/api/schema.gen.ts", text: head + (await typesOf(withoutPrefix(document))) },
  ];
}

async function typesOf(document: OpenAPI3): Promise<string> {
  return astToString(await openapiTS(document, { alphabetize: true }));
}

function withoutPrefix(document: OpenAPI3): OpenAPI3 {
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [path.slice(apiPrefix.length), item]);
  return { ...document, paths: Object.fromEntries(paths) };
}

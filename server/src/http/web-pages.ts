import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { HotlineError } from "../errors/index.ts";
import type { App } from "./type-provider.ts";

export interface WebPages {
  readonly folder: string;
  /** Served for every address that is a page of the application. */
  readonly shell: string;
  readonly scriptHashes: readonly string[];
}

/** The built pages, or undefined where they were not built. */
export function findWebPages(folder: string): WebPages | undefined {
  for (const shell of ["index.html", "200.html"]) {
    try {
      return { folder, shell, scriptHashes: inlineScriptHashes(readFileSync(join(folder, shell), "utf8")) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return undefined;
}

function inlineScriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/gi)];
  return scripts.map(([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
}

const yearSeconds = 365 * 24 * 60 * 60;

export async function addWebPages(app: App, pages: WebPages | undefined): Promise<void> {
  if (pages !== undefined) {
    await app.register(fastifyStatic, {
      root: pages.folder,
      wildcard: false,
      index: pages.shell,
      cacheControl: false,
      setHeaders(reply, path) {
        // Names under immutable/ hold a hash of what is inside.
        const forever = path.includes("/immutable/");
        void reply.header("cache-control", forever ? `public, max-age=${yearSeconds}, immutable` : "no-cache");
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
    const isPage = !/^\/(api|_app)\//.test(request.url);
    if (pages !== undefined && wantsPage && isPage) return reply.sendFile(pages.shell);
    const notBuilt = pages === undefined && wantsPage && isPage;
    throw new HotlineError(
      "request.not-found",
      notBuilt ? { detail: "The pages are not built.", hint: "Run `npm run -w web build`." } : {},
    );
  });
}

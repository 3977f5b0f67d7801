import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import adapter from "@sveltejs/adapter-static";
import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

const server = process.env["HOTLINE_SERVER"] ?? "http://localhost:8080";

/** One name per state of the sources, so that two builds of the same checkout are the same bytes. */
function sourceHash(): string {
  const hash = createHash("sha256");
  const files = readdirSync("src", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}

export default defineConfig({
  plugins: [
    tailwindcss(),
    sveltekit({
      adapter: adapter({ pages: "build", assets: "build", fallback: "index.html" }),
      // One bundle: a page that stays open for a whole shift must not ask for a chunk an update has replaced.
      output: { bundleStrategy: "single" },
      version: { name: sourceHash(), pollInterval: 0 },
      csp: {
        mode: "hash",
        directives: {
          "default-src": ["self"],
          "script-src": ["self"],
          // The waveform and the popovers set style attributes.
          "style-src": ["self", "unsafe-inline"],
          "img-src": ["self", "data:"],
          "media-src": ["self", "blob:"],
          // The phone's WebSocket goes to the switch, which has its own port.
          "connect-src": ["self", "ws:", "wss:"],
          "base-uri": ["self"],
          "object-src": ["none"],
        },
      },
    }),
  ],
  build: { chunkSizeWarningLimit: 1500 },
  server: {
    port: 25173,
    strictPort: true,
    proxy: { "/api": { target: server, ws: true } },
  },
});

import type { App } from "./type-provider.ts";

/**
 * What a page of ours may load and who may frame it. `scriptHashes` are those of the inline scripts the static build
 * starts with.
 */
export function addSecurityHeaders(app: App, scriptHashes: readonly string[]): void {
  const policy = [
    "default-src 'self'",
    `script-src ${["'self'", ...scriptHashes].join(" ")}`,
    // Svelte sets style attributes for transitions and positions.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "media-src 'self' blob: data:",
    // The browser phone's socket is on another port of this machine, or on another machine.
    "connect-src 'self' ws: wss:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  app.addHook("onSend", async (request, reply) => {
    if (!reply.hasHeader("content-security-policy")) void reply.header("content-security-policy", policy);
    void reply.headers({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": "microphone=(self), camera=(), geolocation=()",
      "x-request-id": request.id,
    });
    if (request.protocol === "https") void reply.header("strict-transport-security", "max-age=31536000");
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control")) {
      void reply.header("cache-control", "no-store");
    }
  });
}

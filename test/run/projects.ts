import { firstOnPath } from "./program.ts";

export interface Project {
  readonly name: "unit" | "db" | "calls" | "e2e";
  readonly about: string;
  /** Why it cannot run on this machine, and what would change that; undefined when it can. */
  readonly obstacle: () => Promise<string | undefined>;
  readonly deadlineMs: number;
}

const MINUTE_MS = 60_000;

/** The four speeds of tests (docs/tests.md), slowest last. */
export const projects: readonly Project[] = [
  { name: "unit", about: "pure, in memory", obstacle: () => Promise.resolve(undefined), deadlineMs: 8 * MINUTE_MS },
  { name: "db", about: "real PostgreSQL", obstacle: () => Promise.resolve(undefined), deadlineMs: 5 * MINUTE_MS },
  { name: "calls", about: "real FreeSWITCH, SIPp, RTP", obstacle: withoutCalls, deadlineMs: 20 * MINUTE_MS },
  { name: "e2e", about: "real browser", obstacle: withoutBrowser, deadlineMs: 12 * MINUTE_MS },
];

function withoutCalls(): Promise<string | undefined> {
  const missing = [
    firstOnPath("freeswitch") === undefined ? "no freeswitch on PATH" : [],
    firstOnPath("sipp") === undefined ? "no sipp on PATH (Debian: apt-get install sip-tester)" : [],
  ].flat();
  return Promise.resolve(missing.length === 0 ? undefined : missing.join("; "));
}

function withoutBrowser(): Promise<string | undefined> {
  const browser = firstOnPath("chromium", "chromium-browser", "google-chrome");
  return Promise.resolve(browser ? undefined : "no chromium on PATH (Debian: apt-get install chromium)");
}

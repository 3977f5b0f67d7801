import type { AgentView, CallView, GroupView } from "../acd/views.ts";
import type { RecordNews } from "../records/record-news.ts";

/**
 * The live WebSocket at /api/v1/live. The server says hello with a whole snapshot, then sends changes numbered without
 * gaps. A client that reconnects with `?epoch=…&after=N` gets the changes it missed, or a new snapshot where the server
 * no longer has them. Everything is scoped to what the signed-in person may see.
 */
export type LiveMessage = LiveSnapshot | LiveChange | LivePong | LiveGoodbye;

export interface LiveSnapshot {
  readonly type: "snapshot";
  readonly epoch: string;
  readonly seq: number;
  /** Server clock, to set the page's timers by. */
  readonly now: number;
  readonly switch: LiveSwitch;
  /** The signed-in person as an agent; absent for people without groups. */
  readonly me: AgentView | undefined;
  /** Members of the groups this person may see (own groups; a leader's groups; all for senior managers). */
  readonly agents: readonly AgentView[];
  readonly groups: readonly GroupView[];
  /** Own call, and for leaders the calls of their groups. */
  readonly calls: readonly CallView[];
}

export interface LiveChange {
  readonly type: "change";
  readonly seq: number;
  readonly now: number;
  readonly switch?: LiveSwitch;
  readonly me?: AgentView;
  readonly agents?: readonly AgentView[];
  readonly groups?: readonly GroupView[];
  readonly calls?: readonly CallView[];
  /** Calls that ended or left this person's sight. */
  readonly callsGone?: readonly string[];
  /** Of one's own talks and those of the groups one leads: a recording can be played, a rating is known, a call's record is closed. */
  readonly records?: readonly RecordNews[];
}

export interface LiveSwitch {
  readonly kind: "freeswitch" | "simulated";
  readonly connected: boolean;
}

export interface LivePong {
  readonly type: "pong";
  readonly now: number;
}

/** The session ended; the page goes to sign-in and says why. */
export interface LiveGoodbye {
  readonly type: "goodbye";
  readonly code: "session.expired" | "session.signed-out" | "session.replaced" | "server.stopping";
}

/** What the page sends. `phone-restarted`: the page was loaded anew and holds no media of an earlier talk. */
export type LiveClientMessage = { readonly type: "ping" } | { readonly type: "phone-restarted" };

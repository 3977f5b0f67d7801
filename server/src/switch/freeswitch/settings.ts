export { PHONE_REALM } from "../port.ts";

/** Name under which the switch proves to the server that a question is its own. */
export const ASK_USER = "hotline";

/** What the adapter, the rendered configuration and the process have to agree on. */
export interface SwitchSettings {
  /** Configuration, log, pid and registrations of our own switch. */
  readonly folder: string;
  readonly recordings: string;
  readonly callRecords: string;
  /** Where the deployment's own prompts and music are, undefined when it has none. */
  readonly prompts: string | undefined;
  readonly eventSocket: { readonly host: string; readonly port: number; readonly password: string };
  /** Our listener, which the switch asks for each step of a leg. */
  readonly ask: { readonly host: string; readonly port: number; readonly password: string };
  readonly agents: {
    readonly address: string;
    readonly sipPort: number;
    readonly wsPort: number;
    /** Needs a certificate folder with wss.pem in it. */
    readonly wss: { readonly port: number; readonly certificates: string } | undefined;
    /** Networks whose media addresses a browser may offer. */
    readonly candidates: readonly string[];
  };
  readonly trunk: { readonly address: string; readonly port: number };
  readonly rtp: { readonly address: string; readonly firstPort: number; readonly lastPort: number };
  readonly maxSessions: number;
  readonly sessionsPerSecond: number;
  readonly logLevel: "debug" | "info" | "notice" | "warning" | "err";
}

type Needed = Pick<SwitchSettings, "folder" | "recordings" | "callRecords"> & {
  readonly eventSocketPassword: string;
  readonly askPassword: string;
};

export type SwitchOverrides = Partial<Omit<SwitchSettings, "eventSocket" | "ask">> & {
  readonly eventSocketPort?: number;
  readonly askPort?: number;
};

/** A switch for phones and trunks on this machine; whatever faces a network is given by `overrides`. */
export function switchSettings(needed: Needed, overrides: SwitchOverrides = {}): SwitchSettings {
  const { eventSocketPort = 8021, askPort = 8022, ...rest } = overrides;
  return {
    folder: needed.folder,
    recordings: needed.recordings,
    callRecords: needed.callRecords,
    prompts: undefined,
    eventSocket: { host: "127.0.0.1", port: eventSocketPort, password: needed.eventSocketPassword },
    ask: { host: "127.0.0.1", port: askPort, password: needed.askPassword },
    agents: {
      address: "127.0.0.1",
      sipPort: 5066,
      wsPort: 5067,
      wss: undefined,
      candidates: ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
    },
    trunk: { address: "127.0.0.1", port: 5080 },
    rtp: { address: "127.0.0.1", firstPort: 16_384, lastPort: 32_767 },
    maxSessions: 1_000,
    sessionsPerSecond: 200,
    logLevel: "warning",
    ...rest,
  };
}

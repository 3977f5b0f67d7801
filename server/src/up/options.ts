/** Which switch carries the voice; `auto` takes a `freeswitch` program on PATH, else a container, else the simulated one. */
export type SwitchChoice =
  | { readonly kind: "auto" }
  | { readonly kind: "simulated" }
  /** A switch somebody else runs with the configuration rendered into its home. */
  | { readonly kind: "external"; readonly host: string; readonly port: number };

export interface HotlineOptions {
  /** HOTLINE_HOME: database, recordings, spool, secrets. */
  readonly home: string;
  /** Address and port of the pages and the API. */
  readonly host: string;
  readonly port: number;
  /** Folder of YAML taken at the first start; later changes come by `hotline config apply`. */
  readonly configFolder: string;
  /** Undefined: PostgreSQL comes embedded. */
  readonly databaseUrl: string | undefined;
  readonly switchChoice: SwitchChoice;
  /** First of five ports in a row: event socket, questions, agents' SIP, agents' WebSocket, trunks. Undefined: the usual ones. */
  readonly switchPorts: number | undefined;
  readonly rtpPorts: { readonly first: number; readonly last: number } | undefined;
  readonly logLevel: string;
  /** A file to append to, or undefined for standard output. */
  readonly logFile: string | undefined;
  /** Told what is being done, in order, while it starts. */
  readonly onProgress: (step: StartStep) => void;
}

export type StartStep =
  | { readonly step: "database"; readonly found: "adopted" | "started" | "external" }
  | { readonly step: "switch"; readonly found: "adopted" | "started" | "external" | "docker" | "simulated" }
  | { readonly step: "recovered"; readonly drained: number; readonly replayed: number }
  | { readonly step: "first-config"; readonly documents: number };

export interface RunningHotline {
  readonly url: string;
  readonly switchKind: "freeswitch" | "simulated";
  /** Given once, when the accounts of a first start are made. */
  readonly oneTimePasswords: readonly { readonly user: string; readonly label: string; readonly password: string }[];
  /** Orderly end: nothing of a talk is touched. */
  stop(): Promise<void>;
}

/**
 * Reads HOTLINE_FREESWITCH: unset is `auto`, `simulated`, or `host:port` of an external switch.
 * @throws RangeError in words for anything else
 */
export function switchChoiceFrom(value: string | undefined): SwitchChoice {
  if (value === undefined || value === "" || value === "auto") return { kind: "auto" };
  if (value === "simulated") return { kind: "simulated" };
  const match = /^([\w.-]+|\[[\da-fA-F:]+\]):(\d{1,5})$/.exec(value);
  const port = Number(match?.[2]);
  if (match?.[1] === undefined || port < 1 || port > 65_535) {
    throw new RangeError(`HOTLINE_FREESWITCH is "${value}"; it takes host:port, "simulated" or nothing`);
  }
  return { kind: "external", host: match[1].replace(/^\[|\]$/g, ""), port };
}

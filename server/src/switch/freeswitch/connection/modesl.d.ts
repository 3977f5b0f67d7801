/** The part of modesl 1.2 the adapter uses; it carries no types of its own. */
declare module "modesl" {
  import type { Socket } from "node:net";

  interface EslEvent {
    getHeader(name: string): string | null;
    getBody(): string;
  }

  /** Inner methods, named because the adapter replaces them: see guard-parser.ts. */
  interface Parser {
    _parseHeaderText(text: string): Record<string, string | number>;
    _parseEvent(headers: Record<string, string | number>, body?: string): void;
  }

  class Connection {
    constructor(host: string, port: number, password: string);
    readonly parser: Parser;
    readonly socket: Socket | null;
    reqEvents: string[];
    on(event: string, listener: (event: EslEvent) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    /** Replies to one kind of command come back in the order of the commands. */
    sendRecv(command: string, args: Record<string, string> | null, reply: (event: EslEvent) => void): void;
    api(command: string, args: string, reply: (event: EslEvent) => void): void;
  }

  const modesl: { readonly Connection: typeof Connection };
  export default modesl;
  export type { Connection, Parser, EslEvent };
}

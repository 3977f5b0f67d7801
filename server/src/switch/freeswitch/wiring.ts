import type { AcdCommand } from "../../acd/index.ts";
import type { SwitchEvent } from "../port.ts";
import type { EventSocket } from "./connection/event-socket.ts";

/** What the parts of the adapter share. */
export interface Wiring {
  /** Engine time, ms. */
  now(): number;
  /** Undefined while the switch is away or not yet read. */
  socket(): EventSocket | undefined;
  /** Tells the engine, and carries out what it says; for everything but a leg's question. */
  report(event: SwitchEvent): void;
  carryOut(commands: readonly AcdCommand[]): void;
  log(level: "info" | "warn" | "error", message: string, details?: Readonly<Record<string, unknown>>): void;
}

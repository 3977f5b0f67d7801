import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { parseCallRecord, type CallRecord } from "../../../server/src/switch/freeswitch/records/call-record.ts";
import { keepRecords } from "./keep-records.ts";

/** Keeps what the switch writes down about each leg: the server takes a file away once it has what it says. */
export class SwitchRecords {
  readonly #from: string;
  readonly #to: string;
  readonly #worker: Worker;

  /** @param from the server's folder of call records @param to a folder on the same file system */
  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
    mkdirSync(to);
    this.#worker = new Worker(new URL("./keep-records.ts", import.meta.url), { workerData: { from, to } });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Every leg's record so far. */
  read(): CallRecord[] {
    keepRecords(this.#from, this.#to, new Set());
    return readdirSync(this.#to).flatMap((name) => {
      const file = join(this.#to, name);
      return parseCallRecord(file, readFileSync(file, "utf8")) ?? [];
    });
  }
}

import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import type { EnginePort } from "../runtime/engine-port.ts";

export interface DoctorCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly level: "ok" | "warn" | "fail";
  readonly found: string;
  readonly cause?: string;
  readonly cure?: string;
}

/** A look at one thing; must not throw for what it is there to find. */
export type DoctorProbe = () => Promise<DoctorCheck> | DoctorCheck;

/** Runs every check beside the others; one that breaks is itself a finding. */
export async function examine(probes: readonly DoctorProbe[]): Promise<DoctorCheck[]> {
  return Promise.all(
    probes.map(async (probe) => {
      try {
        return await probe();
      } catch (error) {
        return failed(
          "check",
          `A check broke: ${String(error)}`,
          "A fault of ours.",
          "Report it with the server's log.",
        );
      }
    }),
  );
}

export function ownProbes(parts: { db: Db; engine: EnginePort; recordingsFolder: string }): DoctorProbe[] {
  const { db, engine, recordingsFolder } = parts;
  return [
    () => databaseCheck(db),
    () => journalCheck(engine),
    () => engineCheck(engine),
    () => switchCheck(engine),
    () => deploymentCheck(engine),
    () => agentsCheck(engine),
    () => diskCheck(recordingsFolder),
  ];
}

async function databaseCheck(db: Db): Promise<DoctorCheck> {
  try {
    const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
    return passed("database", `PostgreSQL ${rows[0]?.version ?? ""} answers`);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return failed(
      "database",
      `PostgreSQL does not answer: ${words}`,
      "It is stopped, unreachable, or its password changed.",
      "With DATABASE_URL set, check that server; else see postgres/server.log in the home folder and restart hotline.",
    );
  }
}

function journalCheck(engine: EnginePort): DoctorCheck {
  const { spooled, databaseOk, committedSeq } = engine.journalStatus();
  if (databaseOk) return passed("journal", `${committedSeq} entries stored, ${spooled} on their way`);
  return failed(
    "journal",
    `${spooled} entries wait on the local disk`,
    "The database is away; calls go on and are kept in the spool file.",
    "Bring the database back; the spool drains by itself.",
  );
}

function engineCheck(engine: EnginePort): DoctorCheck {
  const broken = engine.brokenInvariants();
  if (broken.length === 0) return passed("engine", `${engine.callViews().length} calls, nothing stuck`);
  return failed(
    "engine",
    broken.join("; "),
    "A fault of ours: a call or a person is in a state it should not be in.",
    "Send the server's log; a restart of the server takes up every call anew and loses none.",
  );
}

function switchCheck(engine: EnginePort): DoctorCheck {
  const { kind, connected, version, address, legs, trouble } = engine.switchStatus();
  const place = address === undefined ? kind : `${kind} at ${address}`;
  if (!connected) {
    return failed(
      "switch",
      `No connection to ${place}${trouble === undefined ? "" : `: ${trouble}`}`,
      "The switch is stopped, unreachable, or refuses the password of its event socket.",
      "Start it (`hotline up` does), or correct HOTLINE_FREESWITCH.",
    );
  }
  const found = `${place}${version === undefined ? "" : ` ${version}`}, ${legs} legs`;
  if (kind !== "simulated") return passed("switch", found);
  return warned(
    "switch",
    found,
    "No real switch was found; no telephone can reach this server.",
    "Install FreeSWITCH or Docker, or set HOTLINE_FREESWITCH, and restart.",
  );
}

function deploymentCheck(engine: EnginePort): DoctorCheck {
  const deployment = engine.deployment();
  if (deployment !== undefined) return passed("configuration", `${deployment.organization.label} is in force`);
  return failed(
    "configuration",
    "No configuration is in force",
    "Nothing was applied yet.",
    "Run `hotline config apply`.",
  );
}

function agentsCheck(engine: EnginePort): DoctorCheck {
  const online = engine.agentViews().filter(({ signedIn, chosen }) => signedIn && chosen === "online");
  const mute = online.filter(({ phones }) => phones.length === 0);
  if (mute.length === 0) return passed("phones", `${online.length} agents online, each with a phone`);
  return warned(
    "phones",
    `Online without a phone: ${mute.map(({ label }) => label).join(", ")}`,
    "Their browser could not register with the switch, so no call can ring there.",
    "Have them look at the headset mark; check that the switch's WebSocket port is reachable from their PC.",
  );
}

const lowShare = 0.05;
const lowBytes = 2 * 1024 ** 3;

async function diskCheck(folder: string): Promise<DoctorCheck> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free for recordings`;
  if (free > lowBytes && bavail / blocks > lowShare) return passed("disk", found);
  return warned("disk", found, "Recordings fill the disk.", "Move old recordings away, or give the folder more space.");
}

function passed(name: string, found: string): DoctorCheck {
  return { name, ok: true, level: "ok", found };
}

function warned(name: string, found: string, cause: string, cure: string): DoctorCheck {
  return { name, ok: true, level: "warn", found, cause, cure };
}

function failed(name: string, found: string, cause: string, cure: string): DoctorCheck {
  return { name, ok: false, level: "fail", found, cause, cure };
}

import type { LoadOptions } from "@hotline/schemas";
import { AddressBooks } from "../address-book/address-book.service.ts";
import { Agents } from "../agents/agents.service.ts";
import { Presence } from "../agents/presence.ts";
import { Calls } from "../calls/calls.service.ts";
import type { Db } from "../db/index.ts";
import { Deployments, type ApplyDeployment } from "../deployments/deployments.service.ts";
import { PhoneSecrets } from "../phone/phone-secrets.ts";
import { Recordings } from "../recordings/recordings.service.ts";
import { RecordNewsDesk } from "../records/record-news-desk.ts";
import { Records } from "../records/records.service.ts";
import type { EnginePort } from "../runtime/engine-port.ts";
import { Sessions } from "../sessions/sessions.service.ts";
import { ownProbes, type DoctorProbe } from "../status/doctor.ts";
import { StatusService, type DatabaseKind } from "../status/status.service.ts";
import { Listening } from "../supervision/listening.service.ts";
import { Supervision } from "../supervision/supervision.service.ts";
import { Tokens } from "../tokens/tokens.service.ts";
import { Users } from "../users/users.service.ts";

export interface ServiceParts {
  readonly db: Db;
  readonly databaseKind: DatabaseKind;
  readonly engine: EnginePort;
  readonly applyDeployment: ApplyDeployment;
  /** Prompts the server has by itself, and the environment secrets are read from. */
  readonly load: LoadOptions;
  readonly recordingsFolder: string;
  readonly version: string;
  readonly startedAt: Date;
  /** Checks of what only the caller knows, after the server's own. */
  readonly moreProbes: readonly DoctorProbe[];
  /** Wall clock in ms; sessions, tokens and secrets live by it. */
  readonly now: () => number;
}

export type Services = ReturnType<typeof makeServices>;

export function makeServices(parts: ServiceParts) {
  const { db, engine, now } = parts;
  const deployment = () => engine.deployment();
  const agents = new Agents(engine);
  const sessions = new Sessions({ db, deployment, now });
  const presence = new Presence(engine, agents);
  const phoneSecrets = new PhoneSecrets({ db, now });
  const deployments = new Deployments({ db, applyDeployment: parts.applyDeployment, load: parts.load });
  const { version, startedAt, databaseKind } = parts;
  sessions.onEnded(({ user, reason, by }) => {
    if (reason !== "signed-out" && reason !== "disabled") return undefined;
    presence.signedOut(user, by);
    return phoneSecrets.expire(user);
  });
  return {
    addressBooks: new AddressBooks(deployment),
    agents,
    sessions,
    presence,
    phoneSecrets,
    deployments,
    calls: new Calls(engine, agents),
    recordings: new Recordings({ db, folder: parts.recordingsFolder, now }),
    records: new Records({ db, deployment, now }),
    recordNews: new RecordNewsDesk(),
    status: new StatusService({ db, engine, deployments, about: { version, startedAt, databaseKind } }),
    probes: [...ownProbes({ db, engine, recordingsFolder: parts.recordingsFolder }), ...parts.moreProbes],
    listening: new Listening({ db, engine, agents }),
    supervision: new Supervision({ db, engine, agents }),
    tokens: new Tokens({ db, now }),
    users: new Users({ db, sessions, deployment, now }),
  };
}

import { isDatabaseDown } from "../db/index.ts";
import { StartError } from "./start-error.ts";

/** SQLSTATE: no such account, a wrong password, no such database, not allowed to connect to it. */
const REFUSALS = /^(28...|3D000|42501)$/;

/** Why the PostgreSQL of DATABASE_URL cannot be used, where it is one of the reasons a person can mend; the error itself otherwise. */
export function databaseTrouble(error: unknown, url: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const said = error instanceof Error ? error.message || code : String(error);
  if (!isUrl(url)) {
    return new StartError(
      "start.database-url-invalid",
      "DATABASE_URL is no address of a PostgreSQL",
      "write it as postgres://user:password@host:5432/database, with signs such as @ and / in the password percent-encoded",
    );
  }
  if (REFUSALS.test(code)) {
    return new StartError(
      "start.database-refused",
      `the PostgreSQL at ${placeOf(url)} refuses us: ${said}`,
      "check user, password and database name in DATABASE_URL, and that the database exists",
    );
  }
  // Where a name has several addresses the first connection's errors come as one, with the last one's code.
  if (isDatabaseDown(error) || code === "EAI_AGAIN") {
    return new StartError(
      "start.database-unreachable",
      `no PostgreSQL answers at ${placeOf(url)}: ${said}`,
      "start it, or check host and port in DATABASE_URL; without DATABASE_URL Hotline brings its own",
    );
  }
  return error;
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

/** Without user and password: this goes to terminals and logs. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

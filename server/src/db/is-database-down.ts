const connectionErrors = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH"]);

/** The database cannot be reached or is on its way down or up, as opposed to having refused a statement. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  // Class 08 is connection exceptions, 57P01 to 57P03 shutting down and starting up, 53300 too many connections.
  if (typeof code === "string") return connectionErrors.has(code) || /^(08...|57P0[123]|53300)$/.test(code);
  // What the client library throws itself has words only.
  return /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
    error.message,
  );
}

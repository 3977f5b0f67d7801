/** The socket library's own codes begin so; the others are the system's words for a line that broke. */
const PROTOCOL_ERROR = "WS_ERR_";
const brokenLine = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/** What the page's side did, by mistake or on purpose, as opposed to something that went wrong on ours. */
export function isPagesFault(error: Error): boolean {
  const code = codeOf(error);
  return code.startsWith(PROTOCOL_ERROR) || brokenLine.has(code);
}

/** A message over the limit (RFC 6455 7.4.1, close code 1009). */
export function isOversized(error: Error): boolean {
  return codeOf(error) === `${PROTOCOL_ERROR}UNSUPPORTED_MESSAGE_LENGTH`;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}

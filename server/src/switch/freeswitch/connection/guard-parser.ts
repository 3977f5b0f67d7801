import type { Parser } from "modesl";
import type { SwitchEventFields } from "./fields.ts";

/**
 * Makes modesl's parser fit for untrusted text. It decodes every header with decodeURIComponent and throws out of the
 * socket's handler on a malformed escape (englercj/node-esl issue 59), which a phone's User-Agent can bring about; and it
 * copies each JSON event header by header into a list it then searches, which is most of what an event costs.
 */
export function guardParser(
  parser: Parser,
  onEvent: (fields: SwitchEventFields) => void,
  onBroken: (detail: string) => void,
): void {
  const parseEvent = parser._parseEvent.bind(parser);
  parser._parseHeaderText = parseHeaders;
  parser._parseEvent = (headers, body) => {
    if (headers["Content-Type"] !== "text/event-json") {
      parseEvent(headers, body);
      return;
    }
    let fields: SwitchEventFields;
    try {
      fields = JSON.parse(body ?? "") as SwitchEventFields;
    } catch (error) {
      onBroken(`an event was no JSON: ${String(error)}`);
      return;
    }
    onEvent(fields);
  };
}

export function parseHeaders(text: string): Record<string, string | number> {
  const headers: Record<string, string | number> = {};
  for (const line of text.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon < 1) continue;
    const name = line.slice(0, colon);
    const value = decodeLeniently(line.slice(colon + 2));
    headers[name] = name === "Content-Length" ? Number.parseInt(value, 10) : value;
  }
  return headers;
}

function decodeLeniently(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

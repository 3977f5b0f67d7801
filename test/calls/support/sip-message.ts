/** SIP messages (RFC 3261) as plain data: enough for a test's phones and callers. */
export interface SipMessage {
  /** "INVITE sip:… SIP/2.0" or "SIP/2.0 200 OK" */
  readonly startLine: string;
  /** In order, names as they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export function parseSip(text: string): SipMessage {
  const split = text.indexOf("\r\n\r\n");
  const [startLine = "", ...lines] = text.slice(0, split).split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  return { startLine, headers, body: text.slice(split + 4) };
}

export function writeSip({ startLine, headers, body }: SipMessage): string {
  const length: [string, string] = ["Content-Length", String(Buffer.byteLength(body))];
  return `${[startLine, ...[...headers, length].map(([name, value]) => `${name}: ${value}`)].join("\r\n")}\r\n\r\n${body}`;
}

export function header(message: SipMessage, name: string): string | undefined {
  return message.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

export function headersOf(message: SipMessage, name: string): [string, string][] {
  return message.headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => [name, value]);
}

export function methodOf(message: SipMessage): string {
  return message.startLine.split(" ", 1)[0] ?? "";
}

/** 0 for a request. */
export function statusOf(message: SipMessage): number {
  return message.startLine.startsWith("SIP/2.0 ") ? Number(message.startLine.slice(8, 11)) : 0;
}

export function uriOf(value: string | undefined): string {
  const text = value ?? "";
  return /<([^>]+)>/.exec(text)?.[1] ?? text.split(";", 1)[0] ?? "";
}

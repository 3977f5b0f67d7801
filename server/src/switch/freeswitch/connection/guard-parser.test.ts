import { EventEmitter } from "node:events";
import type { Parser } from "modesl";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { SwitchEventFields } from "./fields.ts";
import { guardParser } from "./guard-parser.ts";

type ParserClass = new (socket: EventEmitter) => Parser & {
  on(event: string, listener: (event: { getBody(): string; getHeader(name: string): string | null }) => void): void;
};

function guarded() {
  const require = createRequire(import.meta.url);
  const RealParser = (require("modesl") as { Parser: ParserClass }).Parser;
  const socket = new EventEmitter();
  const parser = new RealParser(socket);
  const events: SwitchEventFields[] = [];
  const broken: string[] = [];
  const replies: string[] = [];
  parser.on("esl::event", (event) => {
    replies.push(event.getBody() === "" ? (event.getHeader("Reply-Text") ?? "") : event.getBody());
  });
  guardParser(
    parser,
    (fields) => events.push(fields),
    (detail) => broken.push(detail),
  );
  return { events, broken, replies, receive: (data: string | Buffer) => socket.emit("data", Buffer.from(data)) };
}

function jsonEvent(fields: object): string {
  const body = JSON.stringify(fields);
  return `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`;
}

describe("modesl's parser, guarded", () => {
  it("when a header holds a malformed escape, then nothing is thrown and the text stays as it came", () => {
    const { receive, replies } = guarded();
    expect(() => receive("Content-Type: command/reply\nReply-Text: +OK 100% %zz\n\n")).not.toThrow();
    expect(replies).toEqual(["+OK 100% %zz"]);
  });

  it("when an event's values hold malformed escapes and emoji, then they arrive as they are", () => {
    const { receive, events } = guarded();
    receive(jsonEvent({ "Event-Name": "CHANNEL_ANSWER", variable_sip_user_agent: "%zz %E0%A4%A 🔥" }));
    expect(events).toEqual([{ "Event-Name": "CHANNEL_ANSWER", variable_sip_user_agent: "%zz %E0%A4%A 🔥" }]);
  });

  it("when events and replies come in pieces cut anywhere, then each is read once and in order", () => {
    const { receive, events, replies } = guarded();
    const text = `${jsonEvent({ n: "1张" })}Content-Type: api/response\nContent-Length: 4\n\ntrue${jsonEvent({ n: "2" })}`;
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 7) receive(bytes.subarray(at, at + 7));
    expect(events).toEqual([{ n: "1张" }, { n: "2" }]);
    expect(replies).toEqual(["true"]);
  });

  it("when an event is no JSON, then the connection is said to be broken", () => {
    const { receive, broken } = guarded();
    receive("Content-Length: 4\nContent-Type: text/event-json\n\n{{{{");
    expect(broken).toHaveLength(1);
  });
});

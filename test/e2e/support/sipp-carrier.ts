import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alawTone } from "./sipp-caller.ts";

const MESSAGES = "messages.log";
/** It rings for this long before it answers. */
const RINGS_MS = 3_000;

/** A carrier by SIPp: every number rings, answers and plays a tone, except one that is busy. */
export class SippCarrier {
  static readonly busyNumber = "13900000486";
  readonly #folder = mkdtempSync(join(tmpdir(), "hotline-sipp-"));
  readonly #child: ChildProcess;

  constructor({ port, toneHertz }: { readonly port: number; readonly toneHertz: number }) {
    writeFileSync(join(this.#folder, "carrier.xml"), SCENARIO);
    writeFileSync(join(this.#folder, "tone.alaw"), alawTone(toneHertz));
    this.#child = spawn(
      "sipp",
      [
        ...["-sf", "carrier.xml", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", `${port}`, "-nostdin"],
        ...["-trace_msg", "-message_file", MESSAGES, "-message_overwrite", "true"],
      ],
      { cwd: this.#folder, stdio: "ignore" },
    );
  }

  /** By name, of all calls that came, each once in the order of first mention. */
  codecsOffered(): string[] {
    const messages = readFileSync(join(this.#folder, MESSAGES), "latin1").split(/^-{10,}/m);
    const received = messages.filter((text) => /message received/.test(text)).join("");
    return [...new Set([...received.matchAll(/^a=rtpmap:\d+ ([\w-]+)/gm)].map(([, name]) => name ?? ""))];
  }

  dispose(): void {
    this.#child.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const reply = (status: string, body = "Content-Length: 0\n") => `<send><![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]c[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
${body}
  ]]></send>`;

const SCENARIO = `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="a carrier">
  <recv request="INVITE" rrs="true">
    <action><ereg regexp="${SippCarrier.busyNumber}" search_in="hdr" header="To:" assign_to="busy"/></action>
  </recv>
  <nop next="busy" test="busy"/>
  ${reply("180 Ringing")}
  <pause milliseconds="${RINGS_MS}"/>
  ${reply(
    "200 OK",
    `Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [rtpstream_audio_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000`,
  )}
  <recv request="ACK"/>
  <nop><action><exec rtp_stream="tone.alaw,-1,8"/></action></nop>
  <recv request="BYE" next="over"/>
  <label id="busy"/>
  ${reply("486 Busy Here")}
  <recv request="ACK" next="end"/>
  <label id="over"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

  ]]></send>
  <label id="end"/>
</scenario>
`;

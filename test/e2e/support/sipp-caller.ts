import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeALaw } from "../../calls/support/tone-media.ts";
import { firstOnPath } from "../../run/program.ts";

const SAMPLE_RATE = 8_000;
const AMPLITUDE = 8_000;
const DEADLINE_SECONDS = 90;

/** Why a test cannot run here, false when it can; for `describe.skipIf`. */
export const noSipp = firstOnPath("sipp") === undefined ? "no sipp on PATH" : false;

export interface SippCallOptions {
  readonly target: number;
  readonly to: string;
  readonly from: string;
  readonly name: string;
  readonly toneHertz: number;
}

/** When SIPp says it sent the INVITE, received 200 to it, and received the BYE; milliseconds since 1970. */
export interface SippTimes {
  readonly invitedAt: number;
  readonly answeredAt: number;
  readonly endedAt: number;
}

/** One call by SIPp, which plays a tone over RTP once it is answered and waits for the other side to hang up. */
export class SippCall {
  readonly #folder = mkdtempSync(join(tmpdir(), "hotline-sipp-"));
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;
  #output = "";

  constructor({ target, to, from, name, toneHertz }: SippCallOptions) {
    writeFileSync(join(this.#folder, "caller.xml"), SCENARIO);
    writeFileSync(join(this.#folder, "tone.alaw"), alawTone(toneHertz));
    const args = [
      ...[
        "-sf",
        "caller.xml",
        "-s",
        to,
        "-key",
        "from",
        from,
        "-key",
        "name",
        name,
        "-key",
        "contact_port",
        `${target}`,
      ],
      ...["-m", "1", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-nostdin", "-trace_msg", "-message_file", "messages.log"],
      ...["-timeout", `${DEADLINE_SECONDS}`, "-timeout_error", `127.0.0.1:${target}`],
    ];
    const child = spawn("sipp", args, {
      cwd: this.#folder,
      env: { ...process.env, TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.#output = (this.#output + text).slice(-4_000)));
    }
    this.#child = child;
    this.#exited = once(child, "close").then(([code]) => code as number | null);
  }

  /** Resolves once the call has gone through the whole scenario. @throws with what SIPp said when it has not */
  async ended(): Promise<SippTimes> {
    const exitCode = await this.#exited;
    if (exitCode !== 0) throw new Error(`sipp ended with ${exitCode}: ${this.#output}`);
    return timesIn(readFileSync(join(this.#folder, "messages.log"), "utf8"));
  }

  dispose(): void {
    this.#child.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function timesIn(log: string): SippTimes {
  const messages = log.split(/^-{10,} /m).map((entry) => {
    const [stamp = "", direction = "", , startLine = ""] = entry.split("\n");
    return { at: Date.parse(`${stamp.trim().replace(" ", "T").slice(0, 23)}Z`), direction, startLine, text: entry };
  });
  const timeOf = (what: string, fits: (message: (typeof messages)[number]) => boolean): number => {
    const found = messages.find(fits);
    if (found === undefined) throw new Error(`sipp's log has no ${what}: ${log}`);
    return found.at;
  };
  return {
    invitedAt: timeOf("INVITE", ({ startLine }) => startLine.startsWith("INVITE ")),
    answeredAt: timeOf("200", ({ startLine, text }) => startLine.includes(" 200 ") && /^CSeq: 1 INVITE/m.test(text)),
    endedAt: timeOf("BYE", ({ startLine }) => startLine.startsWith("BYE ")),
  };
}

export function alawTone(hertz: number): Buffer {
  const samples = Buffer.alloc(SAMPLE_RATE * 2);
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = encodeALaw(AMPLITUDE * Math.sin((2 * Math.PI * hertz * index) / SAMPLE_RATE));
  }
  return samples;
}

const SCENARIO = `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="a caller with a voice">
  <send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];rport;branch=[branch]
From: "[name]" <sip:[from]@[local_ip]>;tag=[pid]b[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:[from]@[local_ip]:[contact_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [rtpstream_audio_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];rport;branch=[branch]
[last_From:]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <nop><action><exec rtp_stream="tone.alaw,-1,8"/></action></nop>
  <recv request="BYE"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

  ]]></send>
</scenario>
`;

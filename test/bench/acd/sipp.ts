import { spawn, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export interface SippRun {
  readonly exitCode: number | null;
  readonly output: string;
}

/** SIPp as all the agents' phones on one port: each INVITE is answered at once and held until the other side ends it. */
export function startAnsweringPhones(folder: string, port: number): ChildProcess {
  const scenario = join(folder, "phones.xml");
  writeFileSync(scenario, PHONES);
  const args = ["-sf", scenario, "-i", "127.0.0.1", "-p", String(port), "-mi", "127.0.0.1", "-nostdin"];
  return spawn("sipp", args, { cwd: folder, stdio: "ignore" });
}

/** `calls` calls at `perSecond`, each held for a second once answered. @throws when SIPp cannot be started */
export async function placeCalls(of: {
  folder: string;
  target: string;
  number: string;
  perSecond: number;
  calls: number;
}): Promise<SippRun> {
  const scenario = join(of.folder, "caller.xml");
  writeFileSync(scenario, CALLER);
  return run(of.folder, [
    ...["-sf", scenario, "-s", of.number, "-r", String(of.perSecond), "-m", String(of.calls), "-l", "1000"],
    ...[
      "-i",
      "127.0.0.1",
      "-mi",
      "127.0.0.1",
      "-nostdin",
      "-timeout",
      "60",
      "-timeout_error",
      "-recv_timeout",
      "30000",
      of.target,
    ],
  ]);
}

/** Registers each extension with the contact of the answering phones. */
export async function registerPhones(of: {
  folder: string;
  registrar: string;
  contactPort: number;
  phones: readonly { extension: string; password: string }[];
}): Promise<SippRun> {
  const scenario = join(of.folder, "register.xml");
  const data = join(of.folder, "phones.csv");
  writeFileSync(scenario, register(of.contactPort));
  writeFileSync(
    data,
    `SEQUENTIAL\n${of.phones.map(({ extension, password }) => `${extension};[authentication username=${extension} password=${password}]`).join("\n")}\n`,
  );
  return run(of.folder, [
    ...["-sf", scenario, "-inf", data, "-m", String(of.phones.length), "-r", "20", "-i", "127.0.0.1", "-nostdin"],
    ...["-timeout", "60", "-timeout_error", of.registrar],
  ]);
}

async function run(cwd: string, args: readonly string[]): Promise<SippRun> {
  const child = spawn("sipp", args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-20_000)));
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { exitCode, output };
}

const CALLER = `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="caller of one second">
  <send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "caller" <sip:138[call_number]@[local_ip]:[local_port]>;tag=[pid]b[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
[last_From:]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <pause milliseconds="1000"/>
  <send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
[last_From:]
[last_To:]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <recv response="200"/>
</scenario>
`;

const PHONES = `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="phones that answer at once">
  <recv request="INVITE" crlf="true"/>
  <send><![CDATA[
SIP/2.0 180 Ringing
[last_Via:]
[last_From:]
[last_To:];tag=[pid]p[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:phone@[local_ip]:[local_port]>
Content-Length: 0

  ]]></send>
  <send retrans="500"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[pid]p[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:phone@[local_ip]:[local_port]>
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
  ]]></send>
  <recv request="ACK" optional="true" rtd="true" crlf="true"/>
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

const register = (contactPort: number) => `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="register one phone">
  <send retrans="500"><![CDATA[
REGISTER sip:hotline SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@hotline>;tag=[pid]r[call_number]
To: <sip:[field0]@hotline>
Call-ID: [call_id]
CSeq: 1 REGISTER
Contact: <sip:[field0]@[local_ip]:${contactPort}>
Expires: 3600
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="401" auth="true"/>
  <send retrans="500"><![CDATA[
REGISTER sip:hotline SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@hotline>;tag=[pid]r[call_number]
To: <sip:[field0]@hotline>
Call-ID: [call_id]
CSeq: 2 REGISTER
Contact: <sip:[field0]@[local_ip]:${contactPort}>
[field1]
Expires: 3600
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="200"/>
</scenario>
`;

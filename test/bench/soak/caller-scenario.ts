interface Command {
  readonly text: (index: number) => string;
  /** Labels stand between commands and are not counted among them. */
  readonly counts: boolean;
}

const END = "end";

/**
 * A SIPp scenario: call, wait for an answer as long as patience lasts, stay, hang up; or be hung up on. Whatever crosses on the
 * way (BYE and BYE, CANCEL and 200) is answered as RFC 3261 has it, so that a call that fails here is a fault of the other side.
 */
export function callerScenario({ patienceMs, staysMs }: { patienceMs: number; staysMs: number }): string {
  const commands: Command[] = [
    command(`<send retrans="500" start_txn="invite"><![CDATA[\n${request("INVITE", 1)}${SDP}]]></send>`),
    ...[100, 180, 183].map((status) => receive(status, "invite", { optional: true })),
    command(`<recv response="200" response_txn="invite" rrs="true" timeout="${patienceMs}" ontimeout="give-up"/>`),
    acknowledge(),
    command(`<recv request="BYE" timeout="${staysMs}" ontimeout="hang-up"/>`),
    answerBye(),
    jump(END),

    label("hang-up"),
    bye(),
    command(`<recv request="BYE" optional="true" next="crossed"/>`),
    receive(481, "bye", { optional: true, next: END }),
    receive(200, "bye", { next: END }),
    label("crossed"),
    answerBye(),
    receive(481, "bye", { optional: true, next: END }),
    receive(200, "bye", { next: END }),

    label("give-up"),
    command(
      (index) =>
        `<send retrans="500" start_txn="cancel"><![CDATA[\n${request("CANCEL", 1, { branch: index })}]]></send>`,
    ),
    ...[180, 183].map((status) => receive(status, "invite", { optional: true })),
    receive(200, "invite", { optional: true, next: "answered-late", rrs: true }),
    receive(487, "invite", { optional: true, next: "refused-first" }),
    receive(200, "cancel"),
    ...[180, 183].map((status) => receive(status, "invite", { optional: true })),
    receive(200, "invite", { optional: true, next: "answered-late", rrs: true }),
    receive(487, "invite"),
    acknowledgeRefusal(),
    jump(END),
    label("refused-first"),
    acknowledgeRefusal(),
    receive(200, "cancel", { next: END }),

    label("answered-late"),
    acknowledge(),
    bye(),
    command(`<recv request="BYE" optional="true" next="crossed"/>`),
    receive(200, "cancel", { optional: true }),
    receive(481, "cancel", { optional: true }),
    receive(481, "bye", { optional: true, next: END }),
    receive(200, "bye"),
    label(END),
  ];
  let index = 0;
  const lines = commands.map(({ text, counts }) => {
    const line = text(index);
    if (counts) index += 1;
    return `  ${line}`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="caller">\n${lines.join("\n")}\n</scenario>\n`;
}

function command(text: string | ((index: number) => string)): Command {
  return { text: typeof text === "string" ? () => text : text, counts: true };
}

function label(id: string): Command {
  return { text: () => `<label id="${id}"/>`, counts: false };
}

function jump(next: string): Command {
  return command(`<nop next="${next}"/>`);
}

function receive(
  status: number,
  transaction: string,
  how: { optional?: boolean; next?: string; rrs?: boolean } = {},
): Command {
  const optional = how.optional === true ? ` optional="true"` : "";
  const next = how.next === undefined ? "" : ` next="${how.next}"`;
  const rrs = how.rrs === true ? ` rrs="true"` : "";
  return command(`<recv response="${status}" response_txn="${transaction}"${optional}${next}${rrs}/>`);
}

function bye(): Command {
  return command(`<send retrans="500" start_txn="bye"><![CDATA[\n${request("BYE", 2, { inDialog: true })}]]></send>`);
}

function acknowledge(): Command {
  return command(`<send ack_txn="invite"><![CDATA[\n${request("ACK", 1, { inDialog: true })}]]></send>`);
}

/** RFC 3261 17.1.1.3: of a refusal, in the INVITE's own transaction. */
function acknowledgeRefusal(): Command {
  return command(
    (index) => `<send ack_txn="invite"><![CDATA[\n${request("ACK", 1, { branch: index, tagged: true })}]]></send>`,
  );
}

function answerBye(): Command {
  return command(`<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>`);
}

/** @param how `branch`: how many commands ago the INVITE was, whose branch it shares */
function request(
  method: string,
  cseq: number,
  how: { branch?: number; inDialog?: boolean; tagged?: boolean } = {},
): string {
  const inDialog = how.inDialog === true;
  const uri = inDialog ? "[next_url]" : "sip:[service]@[remote_ip]:[remote_port]";
  const tag = inDialog || how.tagged === true ? "[peer_tag_param]" : "";
  const sdp =
    method === "INVITE" ? "Contact: <sip:caller@[local_ip]:[local_port]>\nContent-Type: application/sdp\n" : "";
  return `${method} ${uri} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch${how.branch === undefined ? "" : `-${how.branch}`}]
${inDialog ? "[routes]\n" : ""}From: "caller" <sip:[prefix][call_number]@[local_ip]:[local_port]>;tag=[pid]s[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>${tag}
Call-ID: [call_id]
CSeq: ${cseq} ${method}
${sdp}Max-Forwards: 70
Content-Length: ${method === "INVITE" ? "[len]" : "0"}

`;
}

const SDP = `v=0
o=- 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
`;

import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { callerScenario } from "./caller-scenario.ts";

/** One kind of caller; `share` of all of them. */
export interface CallerKind {
  readonly name: string;
  /** Of the numbers its callers have; none begins as another does. */
  readonly prefix: string;
  readonly share: number;
  /** Until it gives up without an answer. */
  readonly patienceMs: number;
  /** From the answer, by whomever, until it hangs up. */
  readonly staysMs: number;
}

export const patient: CallerKind = { name: "stays", prefix: "1900", share: 1, patienceMs: 60_000, staysMs: 120_000 };

export const callerKinds: readonly CallerKind[] = [
  { name: "is quickly done", prefix: "1100", share: 0.25, patienceMs: 30_000, staysMs: 1_000 },
  { name: "talks", prefix: "1200", share: 0.3, patienceMs: 30_000, staysMs: 3_000 },
  { name: "waits for the other to hang up", prefix: "1300", share: 0.35, patienceMs: 30_000, staysMs: 30_000 },
  { name: "gives up at once", prefix: "1400", share: 0.05, patienceMs: 250, staysMs: 800 },
  { name: "gives up", prefix: "1500", share: 0.05, patienceMs: 900, staysMs: 1_500 },
];

/** What SIPp's log says of one caller; times in ms since 1970. */
export interface CallerStory {
  readonly number: string;
  readonly invitedAt: number;
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Who sent the first BYE or CANCEL; both where they crossed. */
  readonly endedBy: "caller" | "switch" | "both" | undefined;
  /** The call went all the way through its scenario. */
  readonly whole: boolean;
}

/** SIPp places `calls` calls at `perSecond`, of all kinds at once. @returns what its logs say of each, by number */
export async function placeCallers(of: {
  folder: string;
  target: string;
  number: string;
  perSecond: number;
  calls: number;
  kinds?: readonly CallerKind[];
}): Promise<Map<string, CallerStory>> {
  const kinds = of.kinds ?? callerKinds;
  const upTo = (index: number) =>
    Math.round(kinds.slice(0, index).reduce((sum, { share }) => sum + share, 0) * of.calls);
  const runs = kinds.map(async (kind, index) => {
    const calls = upTo(index + 1) - upTo(index);
    const name = `caller-${index}`;
    writeFileSync(join(of.folder, `${name}.xml`), callerScenario(kind));
    if (calls > 0)
      await runSipp(of.folder, [
        ...["-sf", `${name}.xml`, "-s", of.number, "-key", "prefix", kind.prefix, "-cid_str", `%u-${name}-%p@soak`],
        ...["-r", String(of.perSecond * kind.share * 100), "-rp", "100000", "-m", String(calls), "-l", "2000"],
        ...["-i", "127.0.0.1", "-mi", "127.0.0.1", "-nostdin", "-recv_timeout", "90000"],
        ...["-trace_shortmsg", "-shortmessage_file", `${name}.log`, "-trace_err", "-error_file", `${name}.errors`],
        of.target,
      ]);
    return storiesIn(readFileSync(join(of.folder, `${name}.log`), "utf8"), kind.prefix);
  });
  return new Map((await Promise.all(runs)).flat().map((story) => [story.number, story]));
}

/** What SIPp complained of, for whoever looks into a failure. */
export function complaints(folder: string): string {
  return (
    readdirSync(folder)
      .filter((name) => name.endsWith(".errors"))
      .flatMap((name) => readFileSync(join(folder, name), "utf8").split(/\n|(?=\d{4}-\d\d-\d\d\t)/))
      // Patience that ends is no complaint.
      .filter((line) => line !== "" && !line.includes("receive timeout on message"))
      .slice(0, 20)
      .join("\n")
  );
}

/** SIPp ends with 1 when a call failed; which one is told by its log. @throws when it did not run at all */
async function runSipp(cwd: string, args: readonly string[]): Promise<void> {
  const child = spawn("sipp", args, { cwd, env: { ...process.env, TZ: "UTC" }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-4_000)));
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`sipp ended with ${exitCode}: ${output}`);
}

interface Message {
  readonly at: number;
  readonly sent: boolean;
  readonly callNumber: string;
  readonly method: string;
  readonly startLine: string;
}

/** Of the log that `-trace_shortmsg` writes, in UTC. */
export function storiesIn(log: string, prefix: string): CallerStory[] {
  const calls = Map.groupBy(log.split("\n").flatMap(messageOf), ({ callNumber }) => callNumber);
  return [...calls].map(([callNumber, messages]) => storyOf(`${prefix}${callNumber}`, messages));
}

/** `date<TAB>time<TAB>epoch<TAB>S|R<TAB>Call-ID<TAB>CSeq:n METHOD<TAB>start line` */
function messageOf(line: string): Message[] {
  const [, , epoch = "", direction, callId = "", cseq = "", startLine = ""] = line.split("\t");
  if (direction !== "S" && direction !== "R") return [];
  const at = Number(epoch) * 1_000;
  const callNumber = callId.split("-", 1)[0] ?? "";
  return [{ at, sent: direction === "S", callNumber, method: cseq.split(" ").at(-1) ?? "", startLine }];
}

function storyOf(number: string, messages: readonly Message[]): CallerStory {
  const status = (message: Message) => Number(/^SIP\/2\.0 (\d{3})/.exec(message.startLine)?.[1] ?? 0);
  const request = (method: string, sent: boolean) =>
    messages.find((message) => message.sent === sent && message.method === method && status(message) === 0);
  const answer = messages.find((message) => !message.sent && message.method === "INVITE" && status(message) === 200);
  const refused = messages.find((message) => !message.sent && message.method === "INVITE" && status(message) >= 300);
  const byCaller = request("BYE", true) ?? request("CANCEL", true);
  const bySwitch = request("BYE", false);
  const byeDone = messages.some(({ method, startLine }) => method === "BYE" && startLine.startsWith("SIP/2.0 "));
  const ends = [byCaller?.at, bySwitch?.at, refused?.at].filter((at) => at !== undefined);
  let endedBy: CallerStory["endedBy"];
  if (byCaller !== undefined) endedBy = bySwitch === undefined ? "caller" : "both";
  else if (bySwitch !== undefined || refused !== undefined) endedBy = "switch";
  return {
    number,
    invitedAt: messages[0]?.at ?? Number.NaN,
    answeredAt: answer?.at,
    endedAt: ends.length === 0 ? undefined : Math.min(...ends),
    endedBy,
    whole: byeDone || (refused !== undefined && answer === undefined),
  };
}

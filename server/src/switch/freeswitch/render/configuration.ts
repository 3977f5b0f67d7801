import { join } from "node:path";
import type { Deployment, Environment } from "@hotline/schemas";
import { ASK_USER, PHONE_REALM, type SwitchSettings } from "../settings.ts";
import { POSTED_VARIABLES } from "../ask/posted.ts";
import { dutyContext } from "./duty.ts";
import { emergencyDialplan } from "./emergency.ts";
import { streamElement, type MusicStream } from "./music.ts";
import { element, fillTemplate, indent, param } from "./template.ts";
import { testCallContext } from "./test-call.ts";
import { posixTimeZone } from "./time-zone.ts";
import { cidrOf, gateway, peerNodes, trunksInOrder } from "./trunk.ts";

const LOG_LEVELS = ["debug", "info", "notice", "warning", "err", "crit", "alert"];

export interface ConfigurationParts {
  readonly deployment: Deployment;
  readonly settings: SwitchSettings;
  readonly streams: readonly MusicStream[];
  /** What the test caller says. */
  readonly testPrompt: string;
  /** The last words of a survey. */
  readonly thanks: string;
  readonly environment: Environment;
}

/** The whole configuration folder of our switch, path → text. The same parts give the same texts. */
export function renderConfiguration(parts: ConfigurationParts): Map<string, string> {
  const { deployment, settings, streams } = parts;
  const configurations: Record<string, string> = {
    "acl.conf.xml": fillTemplate("acl.conf.xml", {
      peers: lines([...peerNodes(Object.values(deployment.trunks)), allow(settings.trunk.address)]),
      candidates: lines(settings.agents.candidates.map(allow)),
    }),
    "conference.conf.xml": fillTemplate("conference.conf.xml"),
    "console.conf.xml": fillTemplate("console.conf.xml"),
    "event_socket.conf.xml": fillTemplate("event_socket.conf.xml", { ...settings.eventSocket, acl: "event-socket" }),
    "json_cdr.conf.xml": fillTemplate("json_cdr.conf.xml", { folder: settings.callRecords }),
    "local_stream.conf.xml": fillTemplate("local_stream.conf.xml", { streams: lines(streams.map(streamElement)) }),
    "logfile.conf.xml": fillTemplate("logfile.conf.xml", {
      logFile: join(settings.folder, "freeswitch.log"),
      logLevels: LOG_LEVELS.slice(LOG_LEVELS.indexOf(settings.logLevel)).join(","),
    }),
    "modules.conf.xml": fillTemplate("modules.conf.xml"),
    "opus.conf.xml": fillTemplate("opus.conf.xml"),
    "sofia.conf.xml": fillTemplate("sofia.conf.xml"),
    "switch.conf.xml": fillTemplate("switch.conf.xml", {
      logLevel: settings.logLevel,
      maxSessions: settings.maxSessions,
      sessionsPerSecond: settings.sessionsPerSecond,
      rtpFirstPort: settings.rtp.firstPort,
      rtpLastPort: settings.rtp.lastPort,
      switchName: "hotline",
    }),
    "timezones.conf.xml": fillTemplate("timezones.conf.xml", {
      zone: posixTimeZone(deployment.organization.spec.timeZone),
    }),
    "xml_curl.conf.xml": fillTemplate("xml_curl.conf.xml", {
      url: `http://${settings.ask.host}:${settings.ask.port}/ask`,
      user: ASK_USER,
      password: settings.ask.password,
      variables: lines(
        POSTED_VARIABLES.map((name) => param("enable-post-var", name)),
        3,
      ),
    }),
  };
  return new Map([
    ["freeswitch.xml", fillTemplate("freeswitch.xml", { realm: PHONE_REALM })],
    ...Object.entries(configurations).map(([name, text]): [string, string] => [`configuration/${name}`, text]),
    ["profiles/1-agents.xml", agentsProfile(settings)],
    ["profiles/2-trunk.xml", trunkProfile(parts)],
    [
      "dialplan/emergency.xml",
      [
        emergencyDialplan(deployment, parts.thanks),
        indent(dutyContext(deployment)),
        indent(testCallContext(parts.testPrompt)),
      ].join("\n"),
    ],
  ]);
}

function agentsProfile({ agents, rtp }: SwitchSettings): string {
  const bindings = [param("ws-binding", `${agents.address}:${agents.wsPort}`)];
  if (agents.wss !== undefined) {
    bindings.push(
      param("wss-binding", `${agents.address}:${agents.wss.port}`),
      param("tls-cert-dir", agents.wss.certificates),
    );
  }
  return fillTemplate("agents.xml", {
    realm: PHONE_REALM,
    address: agents.address,
    rtpAddress: rtp.address,
    sipPort: agents.sipPort,
    bindings: lines(bindings),
  });
}

function trunkProfile({ deployment, settings, environment }: ConfigurationParts): string {
  return fillTemplate("trunk.xml", {
    address: settings.trunk.address,
    port: settings.trunk.port,
    rtpAddress: settings.rtp.address,
    gateways: lines(trunksInOrder(deployment.trunks).map((trunk) => gateway(trunk, environment))),
  });
}

function allow(network: string): string {
  return element("node", { type: "allow", cidr: cidrOf(network) });
}

function lines(elements: readonly string[], depth = 2): string {
  return elements
    .map((text) => Array.from({ length: depth }).reduce<string>((inner) => indent(inner), text))
    .join("\n");
}

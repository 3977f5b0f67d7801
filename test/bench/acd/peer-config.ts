import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface PeerPorts {
  readonly eventSocket: number;
  readonly sip: number;
  readonly firstRtp: number;
  readonly lastRtp: number;
}

export interface PeerConfig {
  readonly folder: string;
  readonly ports: PeerPorts;
  readonly password: string;
  readonly agents: number;
  /** Where every agent's phone answers. */
  readonly agentAddress: string;
}

export const PEER_NUMBER = { queue: "7000", floor: "7001" } as const;

/**
 * A FreeSWITCH of its own for comparison: number 7000 goes through mod_callcenter with longest-idle-agent, 7001 is bridged
 * straight to an agent's phone, which nothing that decides can beat. Both record in stereo as Hotline does.
 */
export function writePeerConfig(config: PeerConfig): void {
  const { folder, ports, password, agents, agentAddress } = config;
  const recordings = join(folder, "recordings");
  for (const sub of ["conf", "log", "run", "db", "temp", "storage", "recordings"])
    mkdirSync(join(folder, sub), { recursive: true });
  const section = (name: string, params: Record<string, string | number>) =>
    `<configuration name="${name}.conf"><settings>${params_(params)}</settings></configuration>`;
  const numbers = Array.from({ length: agents }, (_, index) => String(1_000 + index));
  const agentXml = numbers
    .map(
      (number) =>
        `<agent name="${number}" type="callback" contact="[leg_timeout=20]sofia/peer/${number}@${agentAddress}" status="Available" ` +
        `max-no-answer="1000" wrap-up-time="0" reject-delay-time="1" busy-delay-time="1"/>`,
    )
    .join("");
  const tierXml = numbers.map((number) => `<tier agent="${number}" queue="bench" level="1" position="1"/>`).join("");
  writeFileSync(
    join(folder, "conf/freeswitch.xml"),
    `<document type="freeswitch/xml"><section name="configuration">
<configuration name="modules.conf"><modules>${MODULES.map((name) => `<load module="${name}"/>`).join("")}</modules></configuration>
${section("switch", { loglevel: "warning", "max-sessions": 1_000, "sessions-per-second": 200, "rtp-start-port": ports.firstRtp, "rtp-end-port": ports.lastRtp })}
${section("event_socket", { "listen-ip": "127.0.0.1", "listen-port": ports.eventSocket, password })}
<configuration name="sofia.conf"><profiles><profile name="peer"><settings>${params_({
      "sip-ip": "127.0.0.1",
      "rtp-ip": "127.0.0.1",
      "sip-port": ports.sip,
      context: "bench",
      dialplan: "XML",
      "auth-calls": "false",
      "inbound-codec-prefs": "PCMA,PCMU",
      "outbound-codec-prefs": "PCMA,PCMU",
      "inbound-late-negotiation": "true",
      "rtp-timer-name": "soft",
      "manage-presence": "false",
      "enable-timer": "false",
    })}</settings></profile></profiles></configuration>
<configuration name="callcenter.conf"><settings/><queues><queue name="bench">${params_({
      strategy: "longest-idle-agent",
      "moh-sound": "silence",
      "record-template": `${recordings}/\${uuid}.wav`,
      "time-base-score": "queue",
      "max-wait-time": 0,
      "tier-rules-apply": "false",
      "discard-abandoned-after": 60,
    })}</queue></queues><agents>${agentXml}</agents><tiers>${tierXml}</tiers></configuration>
</section><section name="dialplan"><context name="bench">
<extension name="queue"><condition field="destination_number" expression="^${PEER_NUMBER.queue}$">
<action application="set" data="RECORD_STEREO=true"/><action application="answer"/><action application="callcenter" data="bench"/>
</condition></extension>
<extension name="floor"><condition field="destination_number" expression="^${PEER_NUMBER.floor}$">
<action application="set" data="hangup_after_bridge=true"/>
<action application="bridge" data="{RECORD_STEREO=true,execute_on_answer='record_session ${recordings}/\${uuid}.wav'}sofia/peer/1000@${agentAddress}"/>
</condition></extension>
</context></section></document>
`,
  );
}

function params_(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<param name="${name}" value="${value}"/>`)
    .join("");
}

const MODULES = [
  "mod_event_socket",
  "mod_commands",
  "mod_dptools",
  "mod_dialplan_xml",
  "mod_sofia",
  "mod_sndfile",
  "mod_tone_stream",
  "mod_callcenter",
];

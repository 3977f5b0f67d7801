import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const NUMBER = "62345678";
export const DUTY_NUMBER = "13900000001";
/** Callers and the carrier are at this address, the switch and the agents' phones at 127.0.0.1. */
export const CARRIER_ADDRESS = "127.0.0.2";

export interface HospitalOptions {
  readonly agents: number;
  readonly carrierPort: number;
  readonly ringSeconds?: number;
  readonly afterCallWorkSeconds?: number;
  readonly label?: string;
  /** Which of the agents leads the group; nobody unless given. */
  readonly leader?: number;
  /** What each key of the satisfaction survey means; nobody is asked without. */
  readonly survey?: readonly string[];
}

export const agentName = (index: number): string => `agent-${index + 1}`;
export const extensionOf = (index: number): string => String(1_001 + index);

/** A folder of YAML: one trunk, one number, one group 报修 with all agents, one duty number behind the same trunk. */
export function writeHospital(options: HospitalOptions): string {
  const folder = mkdtempSync(join(tmpdir(), "hotline-chaos-config-"));
  writeFileSync(join(folder, "hospital.yaml"), hospitalText(options));
  return folder;
}

export function hospitalText(options: HospitalOptions): string {
  const { agents, carrierPort, ringSeconds = 20, afterCallWorkSeconds = 0, label = "报修", leader, survey } = options;
  const people = Array.from({ length: agents }, (_, index) =>
    agent(
      agentName(index),
      `extension: "${extensionOf(index)}", roles: [agent${index === leader ? ", leader" : ""}], groups: [{ group: repair }]`,
    ),
  );
  const documents = [
    `kind: Organization
name: hospital
label: 医院
spec:
  timeZone: Asia/Shanghai
  answerWithinSeconds: 20
  dutyNumbers: []
  signInGraceSeconds: 60
  browserMediaTimeoutSeconds: 5
  retryMissedAfterSeconds: 5${
    survey === undefined
      ? ""
      : `
  survey: { levels: [${survey.join(", ")}], waitSeconds: 3 }`
  }`,
    `kind: Calendar
name: always
label: 全天
spec: { alwaysOpen: true }`,
    `kind: Trunk
name: carrier
label: 运营商
spec: { host: ${CARRIER_ADDRESS}, port: ${carrierPort}, peers: [${CARRIER_ADDRESS}], channels: 60, callerId: "${NUMBER}", priority: 1 }`,
    `kind: AccessNumber
name: repair
label: 报修热线
spec: { number: "${NUMBER}", trunk: carrier, route: { group: repair } }`,
    `kind: SkillGroup
name: repair
label: ${label}
spec:
  direction: inbound
  ringSeconds: ${ringSeconds}
  afterCallWorkSeconds: ${afterCallWorkSeconds}
  dutyList: [{ number: "${DUTY_NUMBER}", label: 值班手机, calendar: always }]
  leaders: [${leader === undefined ? "" : agentName(leader)}]
  record: true`,
    `kind: BreakReasons
name: break-reasons
label: 小休原因
spec: { reasons: [{ name: meal, label: 用餐 }] }`,
    agent("boss", "roles: [admin, senior-manager]"),
    ...people,
  ];
  return `${documents.join("\n---\n")}\n`;
}

function agent(name: string, spec: string): string {
  return `kind: Agent\nname: ${name}\nlabel: ${name}\nspec: { ${spec} }`;
}

import type { Deployment } from "@hotline/schemas";

export interface DeploymentOptions {
  readonly peers?: readonly string[];
  readonly dutyList?: Deployment["groups"][string]["spec"]["dutyList"];
  readonly dutyNumbers?: readonly string[];
  readonly calendars?: Deployment["calendars"];
  /** Where duty calls go: the test's own carrier. */
  readonly carrier?: { readonly address: string; readonly port: number };
  readonly browserMediaTimeoutSeconds?: number;
}

export const REPAIR_NUMBER = "62345678";

/** A small hospital: one trunk, one number, the group 报修 with the agents 1001 to 1003. */
export function testDeployment(options: DeploymentOptions = {}): Deployment {
  const { carrier = { address: "127.0.0.1", port: 9 } } = options;
  const agent = (extension: string): Deployment["agents"][string] => ({
    kind: "Agent",
    name: `agent-${extension}`,
    label: `坐席 ${extension}`,
    spec: { extension, roles: ["agent"], groups: [{ group: "repair", priority: 1 }] },
  });
  return {
    organization: {
      kind: "Organization",
      name: "hospital",
      label: "医院",
      spec: {
        timeZone: "Asia/Shanghai",
        answerWithinSeconds: 20,
        dutyNumbers: [...(options.dutyNumbers ?? [])],
        signInGraceSeconds: 60,
        browserMediaTimeoutSeconds: options.browserMediaTimeoutSeconds ?? 8,
        retryMissedAfterSeconds: 30,
        workAfterManualCalls: true,
      },
    },
    calendars: options.calendars ?? {},
    trunks: {
      carrier: {
        kind: "Trunk",
        name: "carrier",
        label: "运营商",
        spec: {
          host: carrier.address,
          port: carrier.port,
          transport: "udp",
          peers: [...(options.peers ?? ["127.0.0.2"])],
          channels: 30,
          callerId: REPAIR_NUMBER,
          callerIds: [],
          priority: 1,
        },
      },
    },
    callerIdGroups: {},
    addressBooks: {},
    groups: {
      repair: {
        kind: "SkillGroup",
        name: "repair",
        label: "报修",
        spec: {
          direction: "inbound",
          ringSeconds: 20,
          afterCallWorkSeconds: 10,
          music: "default",
          dutyList: [...(options.dutyList ?? [])],
          leaders: [],
          record: true,
          recordConsults: true,
        },
      },
    },
    breakReasons: {
      kind: "BreakReasons",
      name: "break-reasons",
      label: "小休原因",
      spec: { reasons: [{ name: "meal", label: "用餐" }] },
    },
    agents: Object.fromEntries(["1001", "1002", "1003"].map((extension) => [`agent-${extension}`, agent(extension)])),
    accessNumbers: {
      repair: {
        kind: "AccessNumber",
        name: "repair",
        label: "报修热线",
        spec: { number: REPAIR_NUMBER, trunk: "carrier", route: { group: "repair" } },
      },
    },
  };
}

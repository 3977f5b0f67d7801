import type { Deployment } from "@hotline/schemas";
import { describe, expect, it } from "vitest";
import { switchSettings } from "../settings.ts";
import { renderConfiguration } from "./configuration.ts";

const settings = switchSettings(
  {
    folder: "/home/hotline/freeswitch",
    recordings: "/home/hotline/recordings",
    callRecords: "/home/hotline/call-records",
    eventSocketPassword: "event-socket-secret",
    askPassword: "ask-secret",
  },
  {
    agents: {
      address: "10.0.0.5",
      sipPort: 5066,
      wsPort: 5067,
      wss: { port: 7443, certificates: "/certs" },
      candidates: ["10.0.0.0/8"],
    },
  },
);

const deployment: Deployment = {
  organization: {
    kind: "Organization",
    name: "hospital",
    label: "医院",
    spec: {
      timeZone: "Etc/UTC",
      answerWithinSeconds: 20,
      dutyNumbers: ["13900000009"],
      signInGraceSeconds: 60,
      browserMediaTimeoutSeconds: 8,
      retryMissedAfterSeconds: 30,
      workAfterManualCalls: true,
    },
  },
  calendars: {
    night: {
      kind: "Calendar",
      name: "night",
      label: "夜间",
      spec: { hours: [{ days: ["fri"], from: "18:00", to: "08:00" }], holidays: [], alwaysOpen: false },
    },
  },
  trunks: {
    telecom: {
      kind: "Trunk",
      name: "telecom",
      label: "电信",
      spec: {
        host: "sip.example.cn",
        port: 5060,
        transport: "tcp",
        peers: ["192.0.2.1", "198.51.100.0/24"],
        registration: { username: "hospital", password: "${env:TRUNK_PASSWORD}", expirySeconds: 600 },
        channels: 4,
        callerId: "62345678",
        callerIds: [],
        priority: 2,
      },
    },
    house: {
      kind: "Trunk",
      name: "house",
      label: "院内",
      spec: {
        host: "10.0.0.9",
        port: 5060,
        transport: "udp",
        peers: ["10.0.0.9"],
        channels: 8,
        callerId: "8000",
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
        afterCallWorkSeconds: 30,
        music: "default",
        dutyList: [
          { number: "13900000001", label: "夜班", calendar: "night" },
          { number: "13900000002", label: "班长" },
        ],
        leaders: [],
        record: true,
      },
    },
  },
  breakReasons: { kind: "BreakReasons", name: "r", label: "r", spec: { reasons: [{ name: "meal", label: "用餐" }] } },
  agents: {},
  accessNumbers: {
    repair: {
      kind: "AccessNumber",
      name: "repair",
      label: "热线",
      spec: { number: "+8662345678", trunk: "telecom", route: { group: "repair" } },
    },
  },
};

function render(environment: Readonly<Record<string, string>> = { TRUNK_PASSWORD: 'p"&<w' }) {
  const streams = [{ name: "default", folder: "/home/hotline/freeswitch/sounds/default" }];
  return renderConfiguration({
    deployment,
    settings,
    streams,
    thanks: "/home/hotline/freeswitch/sounds/survey-thanks.wav",
    testPrompt: "/home/hotline/sounds/t.wav",
    environment,
  });
}

describe("the rendered configuration", () => {
  it("when the same deployment is rendered twice, then the files are the same", () => {
    expect([...render()]).toEqual([...render()]);
  });

  it("when a deployment has trunks, groups and duty lists, then each file is as it was looked at last", async () => {
    const text = [...render()].map(([path, file]) => `===== ${path}\n${file}`).join("\n");
    await expect(text).toMatchFileSnapshot("testing/configuration.snapshot.txt");
  });

  it("when a trunk's password is not in the environment, then it says which trunk and variable", () => {
    expect(() => render({})).toThrow(expect.objectContaining({ code: "switch.secret-missing" }));
    expect(() => render({})).toThrow(/TRUNK_PASSWORD.*telecom/);
  });
});

import { describe, expect, test } from "vitest";
import { Failure } from "../errors/failure.ts";
import { serverOptions } from "./server-options.ts";

describe("what the server is started with", () => {
  test("without a word it listens on this machine only, with everything embedded", () => {
    expect(serverOptions("config", {}, { HOTLINE_HOME: "/srv/hotline" })).toEqual({
      home: "/srv/hotline",
      host: "127.0.0.1",
      port: 8080,
      configFolder: "config",
      databaseUrl: undefined,
      switchChoice: { kind: "auto" },
      switchPorts: undefined,
      rtpPorts: undefined,
      logLevel: "info",
      logFile: undefined,
    });
  });

  test("each variable of the environment is read", () => {
    const env = {
      HOTLINE_HOME: "/srv/hotline",
      HOTLINE_HOST: "0.0.0.0",
      HOTLINE_PORT: "9000",
      HOTLINE_FREESWITCH: "10.0.0.5:8021",
      HOTLINE_SWITCH_PORTS: "26100",
      HOTLINE_RTP_PORTS: "26200-26399",
      HOTLINE_LOG_LEVEL: "debug",
      HOTLINE_LOG_FILE: "/var/log/hotline.log",
      DATABASE_URL: "postgres://db/hotline",
    };
    expect(serverOptions("config", {}, env)).toMatchObject({
      host: "0.0.0.0",
      port: 9000,
      databaseUrl: "postgres://db/hotline",
      switchChoice: { kind: "external", host: "10.0.0.5", port: 8021 },
      switchPorts: 26_100,
      rtpPorts: { first: 26_200, last: 26_399 },
      logLevel: "debug",
      logFile: "/var/log/hotline.log",
    });
  });

  test("flags go before the environment", () => {
    const env = { HOTLINE_PORT: "9000", HOTLINE_HOST: "0.0.0.0" };
    expect(serverOptions("config", { port: 9001, host: "::1" }, env)).toMatchObject({ port: 9001, host: "::1" });
  });

  test.each([
    ["HOTLINE_PORT", "80x"],
    ["HOTLINE_PORT", "70000"],
    ["HOTLINE_SWITCH_PORTS", "0"],
    ["HOTLINE_SWITCH_PORTS", "65532"],
    ["HOTLINE_RTP_PORTS", "20000"],
    ["HOTLINE_RTP_PORTS", "30000-20000"],
    ["HOTLINE_FREESWITCH", "here"],
  ])("%s that is %s is refused by its name", (name, value) => {
    expect(() => serverOptions("config", {}, { [name]: value })).toThrow(Failure);
    expect(() => serverOptions("config", {}, { [name]: value })).toThrow(name);
  });
});

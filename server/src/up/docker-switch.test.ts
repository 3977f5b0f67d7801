import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { dockerOffersSwitch, startSwitchInDocker } from "./docker-switch.ts";
import { openHome } from "./home.ts";

/** An address no Docker engine answers at, whether or not this machine has one. */
const noEngine = {
  ...process.env,
  DOCKER_HOST: "unix:///nonexistent/docker.sock",
  FREESWITCH_IMAGE: "chosen@sha256:0",
};

test("Docker is not looked at while nobody chose an image, since none is pinned", async () => {
  expect(await dockerOffersSwitch({ ...process.env, FREESWITCH_IMAGE: "" })).toBe(false);
});

test("with an image chosen and no Docker engine that answers there is no switch in a container", async () => {
  expect(await dockerOffersSwitch(noEngine)).toBe(false);
});

test("a container that does not start ends the start with Docker's own words and what to do", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-docker-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await expect(startSwitchInDocker(openHome(folder), noEngine)).rejects.toMatchObject({ code: "start.container" });
});

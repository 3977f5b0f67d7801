import { expect } from "vitest";
import type { HotlineProcess } from "../../support/hotline-process.ts";
import { SOON_MS } from "./agent-desk.ts";

/** Waits until neither the engine nor the switch holds anything of a call. */
export async function nothingIsLeft(hotline: HotlineProcess): Promise<void> {
  const left = async () => {
    const { body } = await hotline.api("GET", "/status");
    const {
      calls,
      agents,
      switch: link,
    } = body as {
      calls: { live: number; waiting: number };
      agents: { talking: number };
      switch: { legs: number };
    };
    return { ...calls, talking: agents.talking, legs: link.legs };
  };
  await expect.poll(left, { timeout: SOON_MS }).toEqual({ live: 0, waiting: 0, talking: 0, legs: 0 });
}

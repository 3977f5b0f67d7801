import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

const folder = join(tmpdir(), "hotline-screenshots");

/** The monitor of a repair desk. */
export const VIEWPORT = { width: 1366, height: 768 } as const;
const WALL = { width: 1920, height: 1080 } as const;

/** `HOTLINE_SCREENSHOTS=all`: each picture on the wide monitor and in the dark as well. */
const all = process.env["HOTLINE_SCREENSHOTS"] === "all";

/** Kept after the run for a person to look at; nothing compares them. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await picture(page, name);
  if (!all) return;
  await page.setViewportSize(WALL);
  await picture(page, `${name}-1920`);
  await page.setViewportSize(VIEWPORT);
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
}

async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => Promise.allSettled([...document.images].map((image) => image.decode())));
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}

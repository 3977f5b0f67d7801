import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

const folder = join(tmpdir(), "hotline-screenshots");

/** Kept after the run for a person to look at; nothing compares them. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => Promise.allSettled([...document.images].map((image) => image.decode())));
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { firstOnPath } from "../../run/program.ts";
import { keepPeerConnections } from "./heard.ts";
import { VIEWPORT } from "./screenshot.ts";
import { writeToneWav } from "./tone-wav.ts";

const executablePath = firstOnPath("chromium", "chromium-browser", "google-chrome");

/** Why a test cannot run here, false when it can; for `describe.skipIf`. */
export const noBrowser = executablePath === undefined ? "no chromium on PATH" : false;

/** One person's browser: its microphone hears a steady tone. */
export class DeskBrowser {
  readonly context: BrowserContext;
  readonly #browser: Browser;
  readonly #folder: string;

  static async open(url: string, toneHertz: number, options: { microphone?: boolean } = {}): Promise<DeskBrowser> {
    if (executablePath === undefined) throw new Error("no chromium on PATH");
    const folder = mkdtempSync(join(tmpdir(), "hotline-e2e-"));
    const wav = writeToneWav(join(folder, "microphone.wav"), toneHertz);
    const browser = await chromium.launch({
      executablePath,
      headless: true,
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
        ...["--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${wav}`],
        // The switch is on loopback too.
        ...["--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"],
        "--autoplay-policy=no-user-gesture-required",
      ],
    });
    const context = await browser.newContext({
      baseURL: url,
      viewport: VIEWPORT,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      permissions: ["notifications", ...(options.microphone === false ? [] : ["microphone"])],
      // What people switch behind the headset mark: steady tones are noise to it.
      storageState: {
        cookies: [],
        origins: [
          {
            origin: url,
            localStorage: ["echoCancellation", "noiseSuppression", "autoGainControl"].map((name) => ({
              name: `hotline.${name}`,
              value: "false",
            })),
          },
        ],
      },
    });
    context.setDefaultTimeout(20_000);
    await context.addInitScript(keepPeerConnections);
    return new DeskBrowser(browser, context, folder);
  }

  private constructor(browser: Browser, context: BrowserContext, folder: string) {
    this.#browser = browser;
    this.context = context;
    this.#folder = folder;
  }

  newPage(): Promise<Page> {
    return this.context.newPage();
  }

  /** As by a power cut: each process of this browser is killed, nothing says goodbye. The time of it. */
  kill(): number {
    const ours = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLineOf(pid).includes(this.#folder));
    if (ours.length === 0) throw new Error("no process of this browser is found");
    for (const pid of ours) process.kill(Number(pid), "SIGKILL");
    return Date.now();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Empty for a process that is gone meanwhile. */
function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Desk, PHONE_PASSWORD } from "./support/desk.ts";
import { testDeployment } from "./support/deployment.ts";
import { header, parseSip, statusOf, writeSip, type SipMessage } from "./support/sip-message.ts";
import { digest } from "./support/digest.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";

const DEADLINE_MS = 10_000;

/** The signalling of a browser phone: SIP over a WebSocket (RFC 7118), nothing of its media. */
class Page {
  readonly #socket: WebSocket;
  readonly #callId = crypto.randomUUID();
  #cseq = 0;

  static async open(url: string): Promise<Page> {
    const socket = new WebSocket(url, "sip");
    await once(socket, "open", { signal: AbortSignal.timeout(DEADLINE_MS) });
    return new Page(socket);
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  async register(user: string, password: string, expires = 3_600): Promise<SipMessage> {
    const challenge = await this.#send(user, expires);
    const authenticate = header(challenge, "WWW-Authenticate") ?? "";
    expect(authenticate).toContain('realm="hotline"');
    return this.#send(user, expires, digest(authenticate, { user, password, method: "REGISTER", uri: "sip:hotline" }));
  }

  close(): void {
    this.#socket.close();
  }

  async #send(user: string, expires: number, authorization?: string): Promise<SipMessage> {
    const answer = once(this.#socket, "message", { signal: AbortSignal.timeout(DEADLINE_MS) });
    this.#socket.send(
      writeSip({
        startLine: "REGISTER sip:hotline SIP/2.0",
        headers: [
          ["Via", `SIP/2.0/WS page.invalid;branch=z9hG4bK${++this.#cseq}${Date.now()}`],
          ["Max-Forwards", "70"],
          ["From", `<sip:${user}@hotline>;tag=page`],
          ["To", `<sip:${user}@hotline>`],
          ["Call-ID", this.#callId],
          ["CSeq", `${this.#cseq} REGISTER`],
          ["Contact", `<sip:${user}@page.invalid;transport=ws>;expires=${expires}`],
          ...(authorization === undefined ? [] : [["Authorization", authorization] as const]),
        ],
        body: "",
      }),
    );
    const [event] = (await answer) as [{ readonly data: string | Blob }];
    return parseSip(typeof event.data === "string" ? event.data : await event.data.text());
  }
}

describe.skipIf(noSwitch)("a browser phone's registration", () => {
  let rig: SwitchRig;
  let desk: Desk;
  let url: string;

  beforeAll(async () => {
    rig = await SwitchRig.start(testDeployment());
    desk = new Desk();
    await rig.adapter().start(desk);
    url = `ws://${rig.settings.agents.address}:${rig.settings.agents.wsPort}`;
  });
  afterAll(async () => {
    await rig.stop();
  });

  function lostLater(agent: string) {
    const before = desk.events.length;
    return desk.next("phone.lost", (event) => event.agent === agent && desk.events.indexOf(event) >= before, 20_000);
  }

  it("when it registers with its secret, then it is reported as a browser and stays for an hour", async () => {
    const page = await Page.open(url);
    const answer = await page.register("1001", PHONE_PASSWORD);
    expect(statusOf(answer)).toBe(200);
    expect(header(answer, "Contact")).toContain("expires=3600");
    const registered = await desk.next("phone.registered", ({ agent }) => agent === "agent-1001");
    expect(registered.phone).toBe("browser");
    const lost = lostLater("agent-1001");
    page.close();
    expect((await lost).phone).toBe("browser");
  });

  it("when the page is loaded anew and registers again at once, then its phone is never said to be lost and has one contact", async () => {
    const other = await Page.open(url);
    await other.register("1001", PHONE_PASSWORD);
    const first = await Page.open(url);
    await first.register("1002", PHONE_PASSWORD);
    await desk.next("phone.registered", ({ agent }) => agent === "agent-1002");
    const before = desk.events.length;
    first.close();
    const second = await Page.open(url);
    await second.register("1002", PHONE_PASSWORD);
    // The other page's loss is said after the same grace, so by then this one's would have been.
    const lost = lostLater("agent-1001");
    other.close();
    await lost;
    expect(desk.events.slice(before).filter(({ type }) => type === "phone.lost")).toHaveLength(1);
    expect(await rig.ask("sofia_contact agents/1002@hotline")).not.toContain(",");
    second.close();
  });

  it("when the secret is wrong, then it is refused", async () => {
    const page = await Page.open(url);
    expect(statusOf(await page.register("1003", "guessed"))).toBe(403);
    page.close();
  });
});

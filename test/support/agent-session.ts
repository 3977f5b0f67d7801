import type { AgentView, CallView } from "../../server/src/acd/index.ts";
import type { LiveMessage } from "../../server/src/live/protocol.ts";

const DEADLINE_MS = 30_000;
const NEW_PASSWORD = "a long enough passphrase 7";

export interface PhoneCredentials {
  readonly wsUrl: string;
  readonly uri: string;
  readonly authUser: string;
  readonly password: string;
}

/** One person signed in as a browser would be, without the browser: cookie, live socket, requests. */
export class AgentSession {
  readonly user: string;
  readonly #url: string;
  #cookie = "";
  #socket: WebSocket | undefined;
  #me: AgentView | undefined;
  #calls = new Map<string, CallView>();
  readonly #watchers = new Set<() => void>();

  /** Signs in with the one-time password, sets one of the person's own, opens the live socket. */
  static async begin(url: string, user: string, oneTimePassword: string): Promise<AgentSession> {
    const session = new AgentSession(url, user);
    await session.#signIn(oneTimePassword);
    await session.post("/session/password", { current: oneTimePassword, next: NEW_PASSWORD });
    await session.connect();
    return session;
  }

  private constructor(url: string, user: string) {
    this.#url = url;
    this.user = user;
  }

  get me(): AgentView | undefined {
    return this.#me;
  }

  get calls(): readonly CallView[] {
    return [...this.#calls.values()];
  }

  /** Opens the live socket, again after the server was away; resolves with its snapshot. */
  async connect(): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!(await this.#tryConnect())) {
      if (Date.now() > deadline) throw new Error(`${this.user}: no live socket`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** @throws with the server's problem document when it refuses */
  async post(path: string, body: unknown = {}): Promise<unknown> {
    const response = await this.#send(path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  }

  /** The status, and the code of a refusal: `202`, `409 call.not-yours`. */
  async click(path: string, body: unknown = {}): Promise<string> {
    const response = await this.#send(path, body);
    const text = await response.text();
    return response.ok ? `${response.status}` : `${response.status} ${(JSON.parse(text) as { code: string }).code}`;
  }

  async get(path: string): Promise<unknown> {
    const response = await fetch(`${this.#url}/api/v1${path}`, { headers: { cookie: this.#cookie } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  phoneCredentials(): Promise<PhoneCredentials> {
    return this.post("/phone/credentials") as Promise<PhoneCredentials>;
  }

  choose(state: "online" | "break" | "outbound" | "offline", breakReason?: string): Promise<unknown> {
    return this.post("/agents/me/state", { state, ...(breakReason !== undefined && { breakReason }) });
  }

  /** Resolves once what the live socket has told fits. */
  async until(fits: (me: AgentView | undefined, calls: readonly CallView[]) => boolean, what: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const look = () => {
      if (fits(this.#me, this.calls)) resolve(undefined);
    };
    this.#watchers.add(look);
    look();
    const timer = setTimeout(resolve, DEADLINE_MS, undefined);
    await promise;
    clearTimeout(timer);
    this.#watchers.delete(look);
    if (!fits(this.#me, this.calls)) {
      throw new Error(
        `${this.user}: ${what} did not come; the live socket says ${JSON.stringify([this.#me, this.calls])}`,
      );
    }
  }

  close(): void {
    this.#socket?.close();
  }

  #send(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.#url}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hotline-csrf": "1", cookie: this.#cookie },
      body: JSON.stringify(body),
    });
  }

  async #signIn(password: string): Promise<void> {
    const response = await fetch(`${this.#url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hotline-csrf": "1" },
      body: JSON.stringify({ user: this.user, password }),
    });
    if (!response.ok) throw new Error(`${this.user} cannot sign in: ${response.status} ${await response.text()}`);
    this.#cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
  }

  #tryConnect(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`${this.#url.replace("http", "ws")}/api/v1/live`, {
        headers: { cookie: this.#cookie },
      } as unknown as string[]);
      socket.onmessage = ({ data }) => {
        this.#take(JSON.parse(String(data)) as LiveMessage);
        resolve(true);
      };
      socket.onerror = () => resolve(false);
      socket.onclose = () => resolve(false);
      this.#socket = socket;
    });
  }

  #take(message: LiveMessage): void {
    if (message.type === "snapshot") {
      this.#me = message.me;
      this.#calls = new Map(message.calls.map((call) => [call.callId, call]));
    } else if (message.type === "change") {
      if (message.me !== undefined) this.#me = message.me;
      for (const call of message.calls ?? []) this.#calls.set(call.callId, call);
      for (const callId of message.callsGone ?? []) this.#calls.delete(callId);
    }
    for (const watcher of this.#watchers) watcher();
  }
}

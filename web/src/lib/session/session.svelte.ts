import { ask } from "#lib/api/client.ts";
import { asProblem } from "#lib/api/problem.ts";
import type { ApiProblem } from "#lib/api/problem.ts";
import type { SessionInfo } from "#lib/api/schema.ts";

export type SessionStatus = "unknown" | "unreachable" | "signed-out" | "signed-in";
export type SessionEnd = "expired" | "signed-out" | "replaced";

class Session {
  info: SessionInfo | undefined = $state.raw();
  status: SessionStatus = $state("unknown");
  /** Why the last session is over; shown once on the sign-in page. */
  ended: SessionEnd | undefined = $state();
  problem: ApiProblem | undefined = $state.raw();

  get timeZone(): string {
    return this.info?.organization.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  async load(): Promise<void> {
    try {
      this.#enter(await ask((api) => api.GET("/session")));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 401) {
        this.status = "signed-out";
        return;
      }
      this.problem = problem;
      // Once signed in, a server that is away for a moment does not throw anybody out.
      if (this.status !== "signed-in") this.status = "unreachable";
    }
  }

  async signIn(user: string, password: string): Promise<void> {
    this.#enter(await ask((api) => api.POST("/session", { body: { user, password } })));
  }

  async changePassword(current: string, next: string): Promise<void> {
    await ask((api) => api.POST("/session/password", { body: { current, next } }));
    await this.load();
  }

  async signOut(): Promise<void> {
    await ask((api) => api.DELETE("/session"));
    this.end("signed-out");
  }

  end(why: SessionEnd): void {
    if (this.status === "signed-out") return;
    this.ended = this.status === "signed-in" ? why : undefined;
    this.status = "signed-out";
    this.info = undefined;
  }

  #enter(info: SessionInfo): void {
    this.info = info;
    this.status = "signed-in";
    this.ended = undefined;
    this.problem = undefined;
  }
}

export const session = new Session();

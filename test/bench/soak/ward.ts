import { AgentSession } from "../../support/agent-session.ts";
import type { HotlineProcess } from "../../support/hotline-process.ts";
import { benchAgents } from "../acd/bench-config.ts";
import { registerPhones } from "../acd/sipp.ts";
import { Chance } from "../engine/chance.ts";
import { habits, type Habit, type Visit } from "./agent-habits.ts";
import { PhoneRack, type PhoneStory } from "./phone-rack.ts";

/** All agents at work: each signed in at a page, with a phone of the rack, and with habits. */
export class Ward {
  readonly rack: PhoneRack;
  readonly sessions = new Map<string, AgentSession>();
  readonly visits: Visit[] = [];
  /** What an agent's page or phone could not do, in words; each is a fault of the product or of the bench. */
  readonly troubles: string[] = [];
  readonly #chance: Chance;
  #habitOf: () => Habit;

  static async open(server: HotlineProcess, of: { folder: string; agents: number; port: number; seed: number }) {
    const ward = new Ward(await PhoneRack.open(of.port), of.seed);
    const phones: { extension: string; password: string }[] = [];
    for (const user of benchAgents(of.agents)) {
      const session = await AgentSession.begin(server.url, user, server.oneTimePasswords.get(user) ?? "");
      const { authUser, password } = await session.phoneCredentials();
      ward.sessions.set(authUser, session);
      phones.push({ extension: authUser, password });
    }
    const registrar = `127.0.0.1:${server.agentsSipPort}`;
    await registerAll({ folder: of.folder, registrar, contactPort: of.port, phones });
    for (const session of ward.sessions.values()) {
      await session.choose("online");
      await session.until((me) => me?.state === "online" && me.phones.length > 0, "an online agent with a phone");
    }
    return ward;
  }

  private constructor(rack: PhoneRack, seed: number) {
    this.rack = rack;
    this.#chance = new Chance(seed);
    this.#habitOf = () => habits[this.#chance.among(habits.map(({ share }) => share))] as Habit;
    rack.onRing = (story) => void this.#ring(story);
  }

  /** From now on everybody does this and nothing else. */
  allDo(habit: Habit): void {
    this.#habitOf = () => habit;
  }

  /** Agents whom the server does not show as online and idle, in words. */
  stuck(): string[] {
    return [...this.sessions.values()].flatMap(({ user, me, calls }) =>
      me?.state === "online" && me.activity === "idle" && me.phones.length > 0 && calls.length === 0
        ? []
        : [`${user}: ${JSON.stringify([me, calls])}`],
    );
  }

  close(): void {
    for (const session of this.sessions.values()) session.close();
    this.rack.close();
  }

  async #ring(phone: PhoneStory): Promise<void> {
    const session = this.sessions.get(phone.extension);
    if (session === undefined) {
      this.troubles.push(`an INVITE for nobody's phone: ${JSON.stringify(phone)}`);
      return;
    }
    const visit: Visit = { agent: session.user, phone, page: {} };
    this.visits.push(visit);
    const colleagues = [...this.sessions.values()].map(({ user }) => user);
    const habit = this.#habitOf();
    try {
      await habit.act({ ...visit, session, rack: this.rack, chance: this.#chance, colleagues });
    } catch (error) {
      this.troubles.push(`${session.user} ${habit.name}: ${String(error)}`);
    }
  }
}

/** A phone whose answers cross on a full machine registers again, as phones do. */
async function registerAll(of: Parameters<typeof registerPhones>[0]): Promise<void> {
  for (let triesLeft = 3; ; triesLeft -= 1) {
    const { exitCode, output } = await registerPhones(of);
    if (exitCode === 0) return;
    if (triesLeft === 1) throw new Error(`the phones did not register: ${output.slice(-2_000)}`);
  }
}

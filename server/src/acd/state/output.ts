import type { AcdCommand } from "../commands.ts";
import type { AcdFact } from "../facts.ts";
import type { AgentName, CallId, GroupName, LegId, Refusal } from "../model.ts";

/** What one event brought about. */
export interface AcdOutput {
  readonly commands: readonly AcdCommand[];
  readonly facts: readonly AcdFact[];
  readonly changed: {
    readonly agents: ReadonlySet<AgentName>;
    readonly groups: ReadonlySet<GroupName>;
    readonly calls: ReadonlySet<CallId>;
  };
  /** Why the event changed nothing, where it could not have happened as told. */
  readonly ignored: string | undefined;
  /** The same as a word, where a person asked for something that cannot be. */
  readonly refused?: Refusal;
}

/** Says where a leg goes, not only what it hears. */
function steers({ type }: AcdCommand): boolean {
  return type !== "leg.mute" && type !== "leg.hold" && type !== "leg.retrieve";
}

/** Collects the output of one event: the last command that steers a leg and the last row of a key win. */
export class OutputBuilder {
  /** In order; a command that a later one replaced is undefined. */
  readonly #commands: (AcdCommand | undefined)[] = [];
  /** Where among them the one that steers a leg is; one input may bring commands for every leg there is. */
  readonly #steering = new Map<LegId, number>();
  readonly #facts = new Map<string, AcdFact>();
  readonly agents = new Set<AgentName>();
  readonly groups = new Set<GroupName>();
  readonly calls = new Set<CallId>();
  ignored: string | undefined;
  refused: Refusal | undefined;

  command(command: AcdCommand): void {
    if (steers(command)) {
      const earlier = this.#steering.get(command.legId);
      if (earlier !== undefined) this.#commands[earlier] = undefined;
      this.#steering.set(command.legId, this.#commands.length);
    }
    this.#commands.push(command);
  }

  fact(key: string, fact: AcdFact): void {
    this.#facts.set(`${fact.table}:${key}`, fact);
  }

  withdrawFact(table: AcdFact["table"], key: string): void {
    this.#facts.delete(`${table}:${key}`);
  }

  build(): AcdOutput {
    return {
      commands: this.#commands.filter((command) => command !== undefined),
      facts: [...this.#facts.values()],
      changed: { agents: this.agents, groups: this.groups, calls: this.calls },
      ignored: this.ignored,
      ...(this.refused === undefined ? {} : { refused: this.refused }),
    };
  }
}

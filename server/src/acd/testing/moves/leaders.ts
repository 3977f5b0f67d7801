import type { ChosenState } from "../../model.ts";
import { name, person, type Move } from "./move.ts";

const states: ChosenState[] = ["online", "online", "break", "offline", "outbound"];

/** What a team leader does to an agent. */
export const leaders = {
  force: {
    weight: 2,
    act: (w, { who, how }) =>
      person(w, {
        type: "agent.state-forced",
        agent: name(who),
        state: states[how % states.length] ?? "online",
        breakReason: "lunch",
        by: name(how),
      }),
  },
  extendAcw: {
    weight: 2,
    act: (w, { who, how }) =>
      person(w, { type: "agent.acw-extended", agent: name(who), byMs: (how + 1) * 10_000, by: name(how) }),
  },
} satisfies Record<string, Move>;

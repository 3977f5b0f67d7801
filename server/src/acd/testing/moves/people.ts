import type { ChosenState } from "../../model.ts";
import { name, person, registerPhone, type Move } from "./move.ts";

const states: ChosenState[] = ["online", "online", "online", "break", "offline", "outbound"];

/** Agents come, go, choose a state, and lose their page or their phone. */
export const people = {
  signIn: { weight: 2, act: (w, { who }) => person(w, { type: "agent.signed-in", agent: name(who) }) },
  comeToWork: {
    weight: 6,
    act: (w, { who }) => {
      const agent = name(who);
      person(w, { type: "agent.signed-in", agent });
      registerPhone(w, agent);
      person(w, { type: "agent.state-chosen", agent, state: "online", by: agent });
    },
  },
  signOut: {
    weight: 2,
    act: (w, { who }) => person(w, { type: "agent.signed-out", agent: name(who), by: name(who) }),
  },
  loseSession: { weight: 2, act: (w, { who }) => person(w, { type: "agent.session-lost", agent: name(who) }) },
  sessionBack: { weight: 2, act: (w, { who }) => person(w, { type: "agent.session-back", agent: name(who) }) },
  choose: {
    weight: 2,
    act: (w, { who, how }) =>
      person(w, {
        type: "agent.state-chosen",
        agent: name(who),
        state: states[how % states.length] ?? "online",
        breakReason: "lunch",
        by: name(who),
      }),
  },
  endAcw: { weight: 2, act: (w, { who }) => person(w, { type: "agent.acw-ended", agent: name(who), by: name(who) }) },
  registerPhone: { weight: 4, act: (w, { who }) => registerPhone(w, name(who)) },
  losePhone: {
    weight: 2,
    act: (w, { who, how }) => {
      w.switch.reachable.delete(name(who));
      if (how % 2 === 0) person(w, { type: "phone.lost", agent: name(who), phone: "browser" });
    },
  },
  reloadPage: { weight: 2, act: (w, { who }) => person(w, { type: "phone.restarted", agent: name(who) }) },
} satisfies Record<string, Move>;

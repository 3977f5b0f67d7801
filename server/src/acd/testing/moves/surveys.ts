import { deliverAll, pick, type Move } from "./move.ts";

const keys = ["1", "2", "3", "", "9", "*"];

/** What a customer does in the survey: presses a key, a wrong one or none; and a talk that gets that far. */
export const surveys = {
  surveyGoesOn: {
    weight: 8,
    act: (w, { who, how }) => {
      const asked = [...w.switch.customers.values()].filter(({ mode }) => mode === "surveying");
      const leg = pick(asked, who);
      if (leg !== undefined) w.switch.surveyGoesOn(leg.legId, keys[how % keys.length] ?? "");
    },
  },
  /** An agent hangs up and the question begins, as on a good day. */
  talkIsOver: {
    weight: 6,
    act: (w, { who }) => {
      deliverAll(w);
      const talks = [...w.switch.agentLegs.values()].filter(({ state }) => state === "up");
      const leg = pick(talks, who);
      if (leg !== undefined) w.switch.endAgentLeg(leg.legId, "normal", "party");
      deliverAll(w);
    },
  },
} satisfies Record<string, Move>;

import { deployment } from "../deployment.ts";
import { shapes } from "../shapes.ts";
import { agentLeg, customerLeg, type Move } from "./move.ts";

const failing = [
  "leg.survey",
  "leg.offer",
  "leg.wait",
  "leg.hang-up",
  "leg.mute",
  "leg.hold",
  "leg.retrieve",
  "leg.join",
  "leg.consult",
  "leg.park",
];

/** Server and switch fail, come back and get other rules. */
export const places = {
  commandFails: {
    weight: 2,
    act: (w, { who, how }) => {
      const legId = how % 2 === 0 ? customerLeg(w, who) : agentLeg(w, who);
      const command = failing[how % failing.length] ?? "";
      if (!w.serverAway) w.submit({ type: "command.failed", legId, command, detail: "test" });
    },
  },
  loseSwitch: {
    weight: 1,
    act: (w) => {
      if (w.serverAway) return;
      w.switchAway = true;
      w.submit({ type: "switch.lost" });
    },
  },
  crashSwitch: {
    weight: 1,
    act: (w, { how }) => {
      if (how % 3 === 0) w.switch.crash();
    },
  },
  reconcile: {
    weight: 3,
    act: (w) => {
      if (!w.serverAway) w.reconcile();
    },
  },
  dutyTakes: {
    weight: 2,
    act: (w, { who }) => {
      if (w.serverAway) w.switch.dutyTakes(customerLeg(w, who));
    },
  },
  stopServer: {
    weight: 1,
    act: (w) => {
      w.serverAway = true;
    },
  },
  startServer: { weight: 5, act: (w) => w.startServer() },
  restore: { weight: 2, act: (w) => w.renewTwin() },
  applyConfig: {
    weight: 2,
    act: (w, { how }) => {
      if (w.serverAway) return;
      w.config = deployment(shapes[how % shapes.length]);
      w.submit({ type: "config.applied", config: w.config });
    },
  },
} satisfies Record<string, Move>;

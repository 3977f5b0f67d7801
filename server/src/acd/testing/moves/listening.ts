import type { ListenMode } from "../../model.ts";
import { deliverAll, name, person, pick, type Move } from "./move.ts";

const modes: ListenMode[] = ["listen", "whisper", "barge"];

/** A leader listens to an agent's talk, is heard in it, leaves it, takes it over; its own phone fails as any other. */
export const listening = {
  listen: {
    weight: 8,
    act: (w, { who, how }) => {
      const call = pick(w.acd.callViews(), who);
      const mode = modes[how % modes.length] ?? "listen";
      if (call !== undefined) {
        person(w, { type: "call.listen-asked", agent: name(how), callId: call.callId, mode, by: name(how) });
      }
    },
  },
  /** As on a good day: the phone answers, asks and hears. */
  listenOn: {
    weight: 6,
    act: (w, { who }) => {
      deliverAll(w);
      w.switch.listeners.answer(listenerLeg(w, who));
      deliverAll(w);
    },
  },
  answerListener: { weight: 3, act: (w, { who }) => w.switch.listeners.answer(listenerLeg(w, who)) },
  listenerAsks: { weight: 2, act: (w, { who }) => w.switch.listeners.askAgain(listenerLeg(w, who)) },
  endListen: { weight: 3, act: (w, { who }) => person(w, { type: "call.listen-end-asked", agent: name(who) }) },
  takeOver: {
    weight: 4,
    act: (w, { who, how }) => {
      const call = pick(w.acd.callViews(), who);
      if (call === undefined) return;
      person(w, { type: "call.take-over-asked", agent: name(how), callId: call.callId, by: name(how) });
    },
  },
  listenerHangsUp: {
    weight: 2,
    act: (w, { who, how }) =>
      w.switch.listeners.end(
        listenerLeg(w, who),
        how % 2 === 0 ? "normal" : "media-lost",
        how % 2 === 0 ? "party" : "lost",
      ),
  },
  listenFails: {
    weight: 2,
    act: (w, { who, how }) => {
      const command = ["leg.supervise", "leg.listen", "leg.hang-up"][how % 3] ?? "";
      person(w, { type: "command.failed", legId: listenerLeg(w, who), command, detail: "test" });
    },
  },
} satisfies Record<string, Move>;

function listenerLeg(w: Parameters<Move["act"]>[0], index: number): string {
  return pick([...w.switch.listeners.legs.keys()], index) ?? "none";
}

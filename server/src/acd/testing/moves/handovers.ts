import { name, person, pick, type Move } from "./move.ts";

/** What an agent does to pass a customer on. */
export const handovers = {
  transfer: {
    weight: 6,
    act: (w, { who, how }) => {
      const call = pick(w.acd.callViews(), who);
      const agent = how % 5 === 4 ? name(how) : (call?.segment?.agent ?? name(how));
      const target =
        how % 2 === 0
          ? ({ kind: "agent", agent: name(how + 1) } as const)
          : ({ kind: "group", group: how % 3 === 0 ? "repair" : "supply" } as const);
      if (call !== undefined) person(w, { type: "call.transfer-asked", agent, callId: call.callId, target });
    },
  },
} satisfies Record<string, Move>;

import { deliverAll, pick, type Move } from "./move.ts";

/** When the engine hears what the switch tells: late, twice, in another order, never; and how time passes. */
export const deliveries = {
  deliver: { weight: 8, act: (w, { who }) => w.deliver(who % Math.max(1, w.switch.deliveries.length)) },
  deliverFirst: { weight: 12, act: (w) => w.deliver(0) },
  deliverAll: { weight: 8, act: (w) => deliverAll(w) },
  drop: {
    weight: 2,
    act: (w, { who }) => void w.switch.deliveries.splice(who % Math.max(1, w.switch.deliveries.length), 1),
  },
  duplicate: {
    weight: 2,
    act: (w, { who }) => {
      const delivery = pick(w.switch.deliveries, who);
      if (delivery !== undefined) w.switch.deliveries.push(delivery);
    },
  },
  advance: {
    weight: 10,
    act: (w, { who, how }) => w.advance([20, 300, 2_100, 4_500, 12_000, 31_000][who % 6] ?? 0, how % 4 === 0),
  },
} satisfies Record<string, Move>;

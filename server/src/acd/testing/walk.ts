import type { ChosenState } from "../model.ts";
import { deployment } from "./deployment.ts";
import type { World } from "./world.ts";

/** One step of a random walk: what is done, to whom, and how. Small numbers, so that a failing walk shrinks well. */
export interface Step {
  readonly act: keyof typeof acts;
  readonly who: number;
  readonly how: number;
}

const names = ["anna", "bert", "cora", "dirk"];
const states: ChosenState[] = ["online", "online", "online", "break", "offline", "outbound"];

const shapes = [
  {
    agents: {
      anna: { repair: 1, supply: 2 },
      bert: { repair: 1 },
      cora: { repair: 2, supply: 1 },
      dirk: { supply: 1 },
    },
    groups: { repair: {}, supply: { wrapUpMs: 0, record: false, ringMs: 8_000 } },
    numbers: { "100": "repair", "200": "supply" },
  },
  {
    agents: { anna: { repair: 2, supply: 1 }, bert: { repair: 1 }, dirk: { supply: 1 } },
    groups: { repair: { ringMs: 5_000 }, supply: { direction: "outbound" as const } },
    numbers: { "100": "repair", "200": "repair" },
  },
  {
    agents: { anna: { repair: 1 }, bert: { repair: 1 }, cora: { repair: 1 } },
    groups: { repair: { wrapUpMs: 30_000 } },
    numbers: { "100": "repair" },
  },
];

export const firstDeployment = deployment(shapes[0]);

/** Everything that may happen, in no order anybody promises. An act whom nobody is there for does nothing. */
export const acts = {
  arrive: (w, { who, how }) =>
    w.switch.arrive(["100", "200", "100", "200", "999"][how % 5] ?? "", String(13_800_000_000 + who), w.now),
  deliver: (w, { who }) => w.deliver(who % Math.max(1, w.switch.deliveries.length)),
  deliverFirst: (w) => w.deliver(0),
  deliverAll: (w) => deliverAll(w),
  drop: (w, { who }) => void w.switch.deliveries.splice(who % Math.max(1, w.switch.deliveries.length), 1),
  duplicate: (w, { who }) => {
    const delivery = pick(w.switch.deliveries, who);
    if (delivery !== undefined) w.switch.deliveries.push(delivery);
  },
  advance: (w, { who, how }) => w.advance([20, 300, 2_100, 4_500, 12_000, 31_000][who % 6] ?? 0, how % 4 === 0),
  signIn: (w, { who }) => person(w, { type: "agent.signed-in", agent: name(who) }),
  comeToWork: (w, { who }) => {
    const agent = name(who);
    person(w, { type: "agent.signed-in", agent });
    registerPhone(w, agent);
    person(w, { type: "agent.state-chosen", agent, state: "online", by: agent });
  },
  signOut: (w, { who }) => person(w, { type: "agent.signed-out", agent: name(who), by: name(who) }),
  loseSession: (w, { who }) => person(w, { type: "agent.session-lost", agent: name(who) }),
  sessionBack: (w, { who }) => person(w, { type: "agent.session-back", agent: name(who) }),
  choose: (w, { who, how }) =>
    person(w, {
      type: "agent.state-chosen",
      agent: name(who),
      state: states[how % states.length] ?? "online",
      breakReason: "lunch",
      by: name(who),
    }),
  endAcw: (w, { who }) => person(w, { type: "agent.acw-ended", agent: name(who), by: name(who) }),
  reject: (w, { who, how }) => {
    const call = pick(w.acd.callViews(), who);
    const agent = how % 4 === 0 ? name(how) : (call?.offer?.agent ?? name(how));
    if (call !== undefined) person(w, { type: "offer.rejected", agent, callId: call.callId });
  },
  askHangUp: (w, { who, how }) => {
    const call = pick(w.acd.callViews(), who);
    const agent = how % 4 === 0 ? name(how) : (call?.segment?.agent ?? name(how));
    if (call !== undefined) person(w, { type: "call.hang-up-asked", agent, callId: call.callId });
  },
  mute: (w, { who, how }) => {
    const call = pick(w.acd.callViews(), who);
    const agent = call?.segment?.agent ?? name(how);
    if (call !== undefined) person(w, { type: "call.mute-asked", agent, callId: call.callId, on: how % 2 === 0 });
  },
  hold: (w, { who, how }) => {
    const call = pick(w.acd.callViews(), who);
    const agent = how % 4 === 3 ? name(how) : (call?.segment?.agent ?? name(how));
    if (call !== undefined) person(w, { type: "call.hold-asked", agent, callId: call.callId, on: how % 3 !== 0 });
  },
  registerPhone: (w, { who }) => registerPhone(w, name(who)),
  losePhone: (w, { who, how }) => {
    w.switch.reachable.delete(name(who));
    if (how % 2 === 0) person(w, { type: "phone.lost", agent: name(who), phone: "browser" });
  },
  reloadPage: (w, { who }) => person(w, { type: "phone.restarted", agent: name(who) }),
  ring: (w, { who }) => w.switch.ring(agentLeg(w, who)),
  answer: (w, { who }) => w.switch.answer(agentLeg(w, who)),
  /** One call gets through as on a good day. */
  connect: (w, { who }) => {
    deliverAll(w);
    w.switch.ring(agentLeg(w, who));
    deliverAll(w);
    w.switch.answer(agentLeg(w, who));
    deliverAll(w);
  },
  phoneRejects: (w, { who, how }) =>
    w.switch.endAgentLeg(agentLeg(w, who), how % 2 === 0 ? "rejected" : "no-answer", "party"),
  agentHangsUp: (w, { who }) => w.switch.endAgentLeg(agentLeg(w, who), "normal", "party"),
  mediaLost: (w, { who, how }) =>
    w.switch.endAgentLeg(agentLeg(w, who), how % 2 === 0 ? "media-lost" : "unknown", "lost"),
  customerHangsUp: (w, { who, how }) =>
    w.switch.endCustomer(
      customerLeg(w, who),
      how % 5 === 0 ? "media-lost" : "normal",
      how % 5 === 0 ? "lost" : "party",
    ),
  askAgain: (w, { who }) => w.switch.askAgain(customerLeg(w, who)),
  commandFails: (w, { who, how }) => {
    const legId = how % 2 === 0 ? customerLeg(w, who) : agentLeg(w, who);
    const command = ["leg.offer", "leg.wait", "leg.hang-up", "leg.mute", "leg.hold", "leg.retrieve"][how % 6] ?? "";
    if (!w.serverAway) w.submit({ type: "command.failed", legId, command, detail: "test" });
  },
  loseSwitch: (w) => {
    if (w.serverAway) return;
    w.switchAway = true;
    w.submit({ type: "switch.lost" });
  },
  crashSwitch: (w, { how }) => {
    if (how % 3 === 0) w.switch.crash();
  },
  reconcile: (w) => {
    if (!w.serverAway) w.reconcile();
  },
  dutyTakes: (w, { who }) => {
    if (w.serverAway) w.switch.dutyTakes(customerLeg(w, who));
  },
  stopServer: (w) => {
    w.serverAway = true;
  },
  startServer: (w) => startServer(w),
  restore: (w) => w.renewTwin(),
  applyConfig: (w, { how }) => {
    if (w.serverAway) return;
    w.config = deployment(shapes[how % shapes.length]);
    w.submit({ type: "config.applied", config: w.config });
  },
} satisfies Record<string, (w: World, step: Step) => void>;

/** Deliveries, time and people at work come often; the rest is what makes it hard. */
export const weights: Partial<Record<keyof typeof acts, number>> = {
  crashSwitch: 1,
  stopServer: 1,
  loseSwitch: 1,
  startServer: 5,
  reconcile: 3,
  arrive: 12,
  deliver: 8,
  deliverFirst: 12,
  deliverAll: 8,
  advance: 10,
  comeToWork: 6,
  ring: 5,
  answer: 6,
  connect: 14,
  hold: 6,
  agentHangsUp: 4,
  customerHangsUp: 4,
  registerPhone: 4,
};

export function take(w: World, step: Step): void {
  acts[step.act](w, step);
}

/**
 * The world goes quiet: the switch and the server are there, callers give up, agents lay down, what was told is heard. Then
 * nothing may be open any more.
 */
export function goQuiet(w: World): void {
  startServer(w);
  w.reconcile();
  for (const legId of [...w.switch.customers.keys()]) w.switch.endCustomer(legId, "normal", "party");
  deliverAll(w);
  w.advance(200_000);
  deliverAll(w);
  w.advance(200_000);
}

/** The server is there, the switch has been read, and everything told is heard. */
export function settle(w: World): void {
  startServer(w);
  w.reconcile();
  deliverAll(w);
}

function startServer(w: World): void {
  if (!w.serverAway) return;
  w.serverAway = false;
  w.restart();
  w.reconcile();
}

function deliverAll(w: World): void {
  for (let left = 200; left > 0 && w.switch.deliveries.length > 0; left -= 1) w.deliver(0);
}

function person(w: World, event: Parameters<World["submit"]>[0]): void {
  if (!w.serverAway) w.submit(event);
}

function registerPhone(w: World, agent: string): void {
  w.switch.reachable.add(agent);
  if (!w.switchAway) person(w, { type: "phone.registered", agent, phone: "browser" });
}

function name(index: number): string {
  return names[index % names.length] ?? "anna";
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

function agentLeg(w: World, index: number): string {
  return pick([...w.switch.agentLegs.keys()], index) ?? "none";
}

function customerLeg(w: World, index: number): string {
  return pick([...w.switch.customers.keys()], index) ?? "none";
}

import { settle, goQuiet } from "./walk.ts";
import type { World } from "./world.ts";

/** What must hold of a walk beside the invariants of each of its steps: does what it needs to the world and throws. */
export type Check = (world: World) => void;

export type CheckName = keyof typeof checks;

/** By the name that a written-down failure carries. */
export const checks = {
  "each-step": () => undefined,
  "quiet-world": quietWorld,
  "held-have-a-way-back": heldHaveAWayBack,
  "state-log": stateLog,
  ratings: ratings,
} satisfies Record<string, Check>;

/** When the world goes quiet, nothing is open and every agent is released. */
function quietWorld(world: World): void {
  goQuiet(world);
  // What the duty list took over is closed by the switch's call records, not by the engine.
  const taken = new Set(
    world.open("legs", (row) => world.switch.takenByDuty.has(row.legId)).map(({ callId }) => callId),
  );
  const ours = ({ callId }: { callId: string }) => !taken.has(callId);
  nothing("calls the engine still has", world.acd.callViews());
  nothing("legs the engine still has", world.acd.snapshot().legs);
  nothing(
    "calls on record without an end",
    world.open("calls", (row) => row.endedAt === undefined && ours(row)),
  );
  nothing(
    "legs on record without an end",
    world.open("legs", (row) => row.endedAt === undefined && ours(row)),
  );
  nothing(
    "entries without an end",
    world.open("queue_entries", (row) => row.leftAt === undefined && ours(row)),
  );
  nothing(
    "offers without an end",
    world.open("offers", (row) => row.endedAt === undefined),
  );
  nothing(
    "segments not over",
    world.open("segments", (row) => row.endedAt === undefined || row.releasedAt === undefined),
  );
  nothing(
    "agents not idle",
    world.acd.agentViews().filter((agent) => agent.activity !== "idle"),
  );
  nothing("agents' legs on the switch", [...world.switch.agentLegs.keys()]);
}

/** Whoever is held when the switch is heard again: the agent retrieves, and switch and engine agree (A6). */
function heldHaveAWayBack(world: World): void {
  settle(world);
  const held = (legId: string) => world.switch.agentLegs.get(legId)?.heldAt !== undefined;
  for (const { callId, segment, state } of world.acd.callViews()) {
    if (segment === undefined || state !== "talking" || !world.switch.agentLegs.has(segment.agentLegId)) continue;
    same(
      `the hold of ${callId} on the switch and in the engine`,
      held(segment.agentLegId),
      segment.heldAt !== undefined,
    );
    if (segment.heldAt === undefined) continue;
    const { ignored } = world.submit({ type: "call.hold-asked", agent: segment.agent, callId, on: false });
    if (ignored !== undefined) {
      // The agent has hung up, and the switch was away: that ends the talk, and the hold with it.
      world.advance(10_000);
      same(`what is left of ${callId}`, world.acd.callView(callId), undefined);
      continue;
    }
    settle(world);
    same(`${callId} is held on the switch`, held(segment.agentLegId), false);
    same(`since when ${callId} is held`, world.acd.callView(callId)?.segment?.heldAt, undefined);
  }
}

/**
 * S13: what a call's rating says is what its customer pressed: with the switch heard to the end each rating is closed, a level is
 * the first pressed that means one, and only a call whose agent hung up has any.
 */
function ratings(world: World): void {
  goQuiet(world);
  const calls = new Map(world.open("calls", () => true).map((call) => [call.callId, call]));
  for (const rating of world.open("ratings", () => true)) {
    const { callId, state, keys, levels, level, askedAt, answeredAt } = rating;
    const first = [...keys].find((key) => Number(key) >= 1 && Number(key) <= levels);
    same(`the level of ${callId} for the keys ${keys}`, level, first === undefined ? undefined : Number(first));
    same(`the state of the rating of ${callId}`, state, level === undefined ? "unanswered" : "rated");
    if (answeredAt !== undefined && answeredAt < askedAt) throw new Error(`${callId} was answered before it was asked`);
    const { endReason, endedAt } = calls.get(callId) ?? {};
    if (endedAt !== undefined && endReason !== "switch-lost") same(`how ${callId} ended`, endReason, "agent-hung-up");
  }
}

/** The state log of an agent has no gap, never runs back and ends in the state its view shows. */
function stateLog(world: World): void {
  for (const view of world.acd.agentViews()) {
    const rows = world.open("agent_state_changes", (row) => row.agent === view.agent).sort((a, b) => a.seq - b.seq);
    rows.forEach((row, index) => {
      same(`the number of ${view.agent}'s state`, row.seq, index + 1);
      const before = rows[index - 1]?.at ?? 0;
      if (row.at < before) throw new Error(`${view.agent}'s state ${row.seq} began at ${row.at}, before ${before}`);
    });
    const last = rows.at(-1);
    if (last === undefined) continue;
    same(`${view.agent}'s last state`, last.state, view.state);
    same(`since when ${view.agent} is in it`, last.at, view.stateSince);
  }
}

function nothing(what: string, found: readonly unknown[]): void {
  if (found.length > 0) throw new Error(`${what}: ${JSON.stringify(found)}`);
}

function same(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: ${String(found)}, not ${String(wanted)}`);
}

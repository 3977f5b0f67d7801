import fc from "fast-check";
import { expect, test } from "vitest";
import { acts, firstDeployment, goQuiet, settle, take, weights, type Step } from "./testing/walk.ts";
import { World } from "./testing/world.ts";

const runs = Number(process.env["HOTLINE_PROPERTY_RUNS"] ?? 300);

const act = fc.oneof(
  ...(Object.keys(acts) as Step["act"][]).map((name) => ({ weight: weights[name] ?? 2, arbitrary: fc.constant(name) })),
);
const step: fc.Arbitrary<Step> = fc.record({ act, who: fc.nat(11), how: fc.nat(11) });
const walk = fc.array(step, { minLength: 10, maxLength: 150, size: "max" });

function walked(steps: readonly Step[]): World {
  const world = new World(firstDeployment);
  for (const agent of ["anna", "bert", "cora"]) {
    take(world, { act: "comeToWork", who: ["anna", "bert", "cora"].indexOf(agent), how: 0 });
  }
  for (const each of steps) take(world, each);
  return world;
}

test("whatever happens in whatever order, no invariant breaks and a restored engine decides as the one it came from", () => {
  fc.assert(
    fc.property(walk, (steps) => {
      walked(steps);
    }),
    { numRuns: runs },
  );
});

test("when the world goes quiet, every call, leg, offer, entry and segment has ended and every agent is released", () => {
  fc.assert(
    fc.property(walk, (steps) => {
      const world = walked(steps);
      goQuiet(world);
      expect(world.acd.callViews()).toEqual([]);
      expect(world.acd.snapshot().legs).toEqual([]);
      // What the duty list took over is closed by the switch's call records, not by the engine.
      const taken = world.open("legs", (row) => world.switch.takenByDuty.has(row.legId)).map(({ callId }) => callId);
      const ours = ({ callId }: { callId: string }) => !taken.includes(callId);
      expect(world.open("calls", (row) => row.endedAt === undefined && ours(row))).toEqual([]);
      expect(world.open("legs", (row) => row.endedAt === undefined && ours(row))).toEqual([]);
      expect(world.open("queue_entries", (row) => row.leftAt === undefined && ours(row))).toEqual([]);
      expect(world.open("offers", (row) => row.endedAt === undefined)).toEqual([]);
      expect(world.open("segments", (row) => row.endedAt === undefined || row.releasedAt === undefined)).toEqual([]);
      const busy = world.acd.agentViews().filter((agent) => agent.activity !== "idle");
      expect(busy).toEqual([]);
      expect([...world.switch.agentLegs.keys()]).toEqual([]);
    }),
    { numRuns: runs },
  );
});

test("whoever is held when the switch is heard again has a way back: the agent retrieves, and switch and engine agree (A6)", () => {
  fc.assert(
    fc.property(walk, (steps) => {
      const world = walked(steps);
      settle(world);
      const held = (legId: string) => world.switch.agentLegs.get(legId)?.heldAt !== undefined;
      for (const { callId, segment, state } of world.acd.callViews()) {
        if (segment === undefined || state !== "talking" || !world.switch.agentLegs.has(segment.agentLegId)) continue;
        expect(segment.heldAt !== undefined).toBe(held(segment.agentLegId));
        if (segment.heldAt === undefined) continue;
        const { ignored } = world.submit({ type: "call.hold-asked", agent: segment.agent, callId, on: false });
        if (ignored !== undefined) {
          // The agent has hung up, and the switch was away: that ends the talk, and the hold with it.
          world.advance(10_000);
          expect(world.acd.callView(callId)).toBeUndefined();
          continue;
        }
        settle(world);
        expect(held(segment.agentLegId)).toBe(false);
        expect(world.acd.callView(callId)?.segment?.heldAt).toBeUndefined();
      }
    }),
    { numRuns: runs },
  );
});

test("the state log of an agent has no gap, never runs back and ends in the state its view shows", () => {
  fc.assert(
    fc.property(walk, (steps) => {
      const world = walked(steps);
      for (const view of world.acd.agentViews()) {
        const rows = world.open("agent_state_changes", (row) => row.agent === view.agent).sort((a, b) => a.seq - b.seq);
        rows.forEach((row, index) => {
          expect(row.seq).toBe(index + 1);
          expect(row.at).toBeGreaterThanOrEqual(rows[index - 1]?.at ?? 0);
        });
        const last = rows.at(-1);
        if (last !== undefined) expect([last.state, last.at]).toEqual([view.state, view.stateSince]);
      }
    }),
    { numRuns: runs },
  );
});

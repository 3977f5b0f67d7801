import { deployment } from "./deployment.ts";
import { phoneUnheard } from "./moves/dials.ts";
import { deliverAll } from "./moves/move.ts";
import { moves, type Step } from "./moves/moves.ts";
import { shapes } from "./shapes.ts";
import { World, type MakeEngine } from "./world.ts";

/** A hospital with three agents at work, and what then happened there. Every step of the engine is held against the invariants. */
export function walked(
  steps: readonly Step[],
  { makeEngine, onStep }: { makeEngine?: MakeEngine | undefined; onStep?: OnStep | undefined } = {},
): World {
  const world = new World(deployment(shapes[0]), makeEngine);
  for (const who of [0, 1, 2]) moves.comeToWork.act(world, { who, how: 0 });
  for (const step of steps) {
    onStep?.(step, world);
    moves[step.act].act(world, step);
  }
  return world;
}

type OnStep = (step: Step, world: World) => void;

/**
 * The world goes quiet: the switch and the server are there, callers give up, agents lay down, what was told is heard. Then
 * nothing may be open any more.
 */
export function goQuiet(w: World): void {
  w.startServer();
  w.reconcile();
  for (const legId of [...w.switch.customers.keys()]) w.switch.endCustomer(legId, "normal", "party");
  deliverAll(w);
  for (const legId of [...w.switch.agentLegs.keys()]) phoneUnheard(w, legId);
  deliverAll(w);
  w.advance(200_000);
  deliverAll(w);
  // After-call work of calls placed by hand ends by hand.
  for (const { agent, activity } of w.acd.agentViews()) {
    if (activity === "acw") w.submit({ type: "agent.acw-ended", agent, by: agent });
  }
  w.advance(200_000);
}

/** The server is there, the switch has been read, and everything told is heard. */
export function settle(w: World): void {
  w.startServer();
  w.reconcile();
  deliverAll(w);
}

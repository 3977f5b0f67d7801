import { prepareScene, usOfEngine, usOfLinearDesk, usOfNothing, type Scene } from "../engine/engine-cost.ts";
import { median, printFigure } from "../figure.ts";

const SIZES = [10, 100, 1_000, 10_000] as const;
const EVENTS = 20_000;
const ROUNDS = 7;
const PEER_ROUNDS = 2;

/** CPU time of this thread in ms: what others do on the machine does not count. */
const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/**
 * `event.us@<agents>`: CPU time the pure engine needs for one of its inputs, of a whole day's mix, with as many callers waiting
 * and talking as so many agents have. `event.growth`: how many times as much from the smallest hospital to the largest; its
 * peer is the logarithm's own growth, so a ratio above 1 is worse than logarithmic.
 */
export function benchEngine(): void {
  const scenes = SIZES.map((agents) => {
    const scene = prepareScene(agents, EVENTS);
    process.stderr.write(`  ${agents} agents: ${scene.talking} talk, ${scene.waiting} wait\n`);
    return scene;
  });
  const peers = scenes.map((scene) => median(rounds(PEER_ROUNDS, () => usOfLinearDesk(scene, cpuMs))));
  // The sizes take turns, so that a machine that slows down slows all of them.
  const engine = new Map<Scene, number[]>(scenes.map((scene) => [scene, []]));
  const nothing = new Map<Scene, number[]>(scenes.map((scene) => [scene, []]));
  for (const scene of [scenes[0] as Scene, ...rounds(ROUNDS, () => scenes).flat()]) {
    engine.get(scene)?.push(usOfEngine(scene, cpuMs));
    nothing.get(scene)?.push(usOfNothing(scene, cpuMs));
  }
  const us = (of: Map<Scene, number[]>, scene: Scene) => median(of.get(scene) ?? []);
  for (const [index, scene] of scenes.entries()) {
    printFigure({
      figure: `event.us@${scene.agents}`,
      value: us(engine, scene),
      unit: "us",
      peer: "linear scan, nothing recorded",
      peerValue: peers[index] as number,
      floorValue: us(nothing, scene),
    });
  }
  const [smallest, largest] = [scenes[0] as Scene, scenes.at(-1) as Scene];
  printFigure({
    figure: "event.growth",
    value: us(engine, largest) / us(engine, smallest),
    unit: "ratio",
    peer: "logarithm",
    peerValue: Math.log(largest.agents) / Math.log(smallest.agents),
  });
}

function rounds<Value>(count: number, once: () => Value): Value[] {
  return Array.from({ length: count }, once);
}

import type { GroupName, PstnEndpoint } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import { callerIdFor, shownBy } from "./caller-ids.ts";
import { routeNumber } from "./numbers.ts";

/** How many more calls the trunk may have; no limit is known for one the configuration does not have. */
export function freeChannels(s: EngineState, trunk: string): number {
  const config = Object.hasOwn(s.config.trunks, trunk) ? s.config.trunks[trunk] : undefined;
  if (config === undefined) return Number.POSITIVE_INFINITY;
  return config.channels - (s.indexes.trunkCalls.get(trunk) ?? 0);
}

/**
 * The ways to a number for a call of the group, best first: trunks that may show the group's caller ID before those that
 * would show their own, each by priority. Takes the group's next turn where its caller IDs rotate. Empty for what is no
 * number and where no trunk has a channel free.
 */
export function waysTo(s: EngineState, group: GroupName | undefined, number: string): PstnEndpoint[] {
  const routes = routeNumber(s.config, number).filter(({ trunk }) => freeChannels(s, trunk.name) > 0);
  if (routes.length === 0) return [];
  const chosen = chooseCallerId(s, group, number);
  const ways = routes.map(({ trunk, number: dialled }): PstnEndpoint => ({
    kind: "pstn",
    number: dialled,
    trunk: trunk.name,
    callerId: shownBy(trunk, chosen),
  }));
  const shows = (way: PstnEndpoint) => way.callerId === chosen;
  return [...ways.filter(shows), ...ways.filter((way) => !shows(way))];
}

function chooseCallerId(s: EngineState, group: GroupName | undefined, number: string): string | undefined {
  const name = group === undefined ? undefined : s.groups.get(group)?.config.callerIds;
  const ids =
    name !== undefined && Object.hasOwn(s.config.callerIdGroups, name) ? s.config.callerIdGroups[name] : undefined;
  if (ids === undefined) return undefined;
  return callerIdFor(ids, number, { turn: s.nextCallerIdTurn(ids.name), chance: s.chance() });
}

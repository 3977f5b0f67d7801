import type { LegId, RoomId } from "../../acd/index.ts";

/** Where legs of a call meet. Once two have been there, the room ends for who is left alone. */
export class Rooms {
  readonly #rooms = new Map<RoomId, Set<LegId>>();

  enter(room: RoomId, legId: LegId): void {
    const members = this.#rooms.get(room) ?? new Set<LegId>();
    this.#rooms.set(room, members.add(legId));
  }

  /** Who is left alone by it and has to leave as well. */
  leave(legId: LegId): LegId | undefined {
    const room = this.roomOf(legId);
    const members = room === undefined ? undefined : this.#rooms.get(room);
    if (room === undefined || members === undefined) return undefined;
    members.delete(legId);
    const [alone] = members;
    if (members.size > 1) return undefined;
    this.#rooms.delete(room);
    return alone;
  }

  roomOf(legId: LegId): RoomId | undefined {
    return [...this.#rooms].find(([, members]) => members.has(legId))?.[0];
  }

  others(legId: LegId): LegId[] {
    const room = this.roomOf(legId);
    return room === undefined ? [] : [...(this.#rooms.get(room) ?? [])].filter((other) => other !== legId);
  }

  clear(): void {
    this.#rooms.clear();
  }
}

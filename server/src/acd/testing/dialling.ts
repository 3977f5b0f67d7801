import type { AcdCommand } from "../commands.ts";
import { deployment, type Shape } from "./deployment.ts";
import { Desk } from "./desk.ts";

export type Dial = Extract<AcdCommand, { type: "leg.dial" }>;

/** Whom anna calls. */
export const number = "13900001111";

export function atWork(shape: Shape = {}): Desk {
  const desk = new Desk(deployment(shape));
  desk.comeToWork("anna");
  desk.choose("anna", "outbound");
  return desk;
}

export function dialOf(desk: Desk): Dial {
  const dial = desk.last.commands.find((command): command is Dial => command.type === "leg.dial");
  if (dial === undefined) throw new Error(`no dial among ${JSON.stringify(desk.last.commands)}`);
  return dial;
}

export function dialled(desk: Desk): Dial {
  desk.dial("anna", number);
  return dialOf(desk);
}

export function answered(desk: Desk): Dial {
  const dial = dialled(desk);
  desk.send({ type: "leg.ringing", legId: dial.customerLegId });
  desk.wait(4_000);
  desk.lift(dial);
  return dial;
}

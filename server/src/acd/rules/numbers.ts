import type { AcdConfig, TrunkConfig } from "../config.ts";

/** Police, fire, ambulance: reached from every phone, whatever its agent's state and whatever else is refused. */
export const EMERGENCY_NUMBERS: readonly string[] = ["110", "119", "120"];

/** E.164 has 15 digits; carriers' access codes and service numbers with * and # add a few. */
const DIALLABLE = /^\+?[0-9*#]{1,20}$/;

export interface Route {
  readonly trunk: TrunkConfig;
  /** The number in the form this trunk takes. */
  readonly number: string;
}

export function isEmergencyNumber(number: string): boolean {
  return EMERGENCY_NUMBERS.includes(number);
}

/** Whether something people or phones gave us is a number one can dial: nothing but digits, a leading +, * and #. */
export function isDiallable(number: string): boolean {
  return DIALLABLE.test(number);
}

/** The trunks that may carry a call to the number, in the order they are tried; none for what is no number. */
export function routeNumber(config: AcdConfig, number: string): readonly Route[] {
  if (!isDiallable(number)) return [];
  return Object.values(config.trunks)
    .sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1))
    .map((trunk) => ({ trunk, number }));
}

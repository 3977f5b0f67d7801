import type { CallView } from "#lib/live/live-state.ts";

type Consult = NonNullable<CallView["consult"]>;

/** What is so between the three of a consult or conference, as one of the two agents sees it. */
export type ConsultPlace =
  /** The other's phone has not answered. */
  | "calling"
  /** Both agents talk, the customer hears music. */
  | "agents"
  /** The one who consults talks with the customer, the consulted hears music. */
  | "customer"
  | "conference";

export interface ConsultNow {
  /** `by` consults and decides; `target` is consulted and can leave. */
  readonly role: "by" | "target";
  readonly place: ConsultPlace;
  readonly rings: boolean;
  /** The other agent. */
  readonly other: string;
  readonly startedAt: number;
  readonly answeredAt: number | undefined;
}

export function consultNow(consult: Consult | undefined, me: string | undefined): ConsultNow | undefined {
  if (consult === undefined || (consult.by !== me && consult.agent !== me)) return undefined;
  const { by, agent, state, startedAt, answeredAt } = consult;
  const role = by === me ? "by" : "target";
  const other = role === "by" ? agent : by;
  return { role, place: placeOf(consult), rings: state === "ringing", other, startedAt, answeredAt };
}

function placeOf(consult: Consult): ConsultPlace {
  if (consult.state !== "talking") return "calling";
  const places = { target: "agents", customer: "customer", both: "conference" } as const;
  return places[consult.with];
}

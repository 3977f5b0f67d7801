import type { AgentView, CallView } from "#lib/live/live-state.ts";
import { consultNow } from "#lib/transfer/consult-now.ts";
import type { ConsultNow } from "#lib/transfer/consult-now.ts";

export type CurrentPhase =
  | "none"
  /** Offered to this agent; `toPhone` until this page's phone rings too. */
  | "ringing"
  | "answering"
  /** This agent calls, and nobody there answered yet. */
  | "dialing"
  | "talking"
  /** The talk goes on at the switch while this page's phone gets it back. */
  | "restarting"
  | "acw";

export interface CurrentCall {
  readonly phase: CurrentPhase;
  readonly callId: string | undefined;
  /** The agent called, not the customer. */
  readonly outbound: boolean;
  readonly name: string | undefined;
  readonly number: string;
  readonly to: string | undefined;
  readonly group: string | undefined;
  readonly arrivedAt: number | undefined;
  readonly bridgedAt: number | undefined;
  /** Since when the customer is on hold. */
  readonly heldAt: number | undefined;
  /** Somebody is consulted here, or this agent is, or all three talk. */
  readonly consult: ConsultNow | undefined;
  /** Whom the agent had passed this customer on to, when it rings here again because that one did not take it. */
  readonly returnedFrom: string | undefined;
  /** Of the agent's own call until it is answered. */
  readonly dial: CallView["dial"];
  /** Whether this page's phone holds the call, so that its buttons can work. */
  readonly here: boolean;
}

/** The parts of this page's phone call that matter here. */
interface SipCallView {
  readonly callId: string | undefined;
  readonly phase: "ringing" | "answering" | "dialing" | "talking" | "ended";
  readonly resumes: boolean;
  readonly placed: { readonly number: string } | undefined;
  readonly fromNumber: string;
  readonly fromName: string | undefined;
}

interface Sources {
  readonly me: AgentView | undefined;
  readonly view: CallView | undefined;
  readonly sip: SipCallView | undefined;
  /** There are no real phones: the server answers for the page. */
  readonly simulated: boolean;
  readonly phoneHere: boolean;
}

/** Whoever began the call. */
function customerOf(view: CallView | undefined, sip: SipCallView | undefined): Pick<CurrentCall, "name" | "number"> {
  if (view?.direction === "outbound") return { name: undefined, number: view.to };
  return { name: view?.from.name ?? sip?.fromName, number: view?.from.number ?? sip?.fromNumber ?? "" };
}

/**
 * The server is right about who the call is with and how far it is; the phone is right about whether it rings or sounds
 * here, and speaks alone where the server's message comes later or not at all.
 */
export function currentCall({ me, view, sip, simulated, phoneHere }: Sources): CurrentCall {
  const consult = consultNow(view?.consult, me?.agent);
  const consulted = consult?.role === "target" && consult.place !== "calling";
  const about: Omit<CurrentCall, "phase"> = {
    callId: view?.callId ?? sip?.callId,
    outbound: view === undefined ? sip?.placed !== undefined : view.direction === "outbound",
    ...customerOf(view, sip),
    to: view?.to,
    group: view?.group,
    arrivedAt: view?.arrivedAt,
    bridgedAt: consulted ? consult.answeredAt : view?.segment?.bridgedAt,
    heldAt: view?.segment?.heldAt,
    consult,
    returnedFrom: view?.offer?.agent === me?.agent ? view?.offer?.returnedFrom : undefined,
    dial: view?.dial,
    here:
      simulated ||
      (sip !== undefined && (sip.callId === undefined || view === undefined || sip.callId === view.callId)),
  };
  if (view && (consulted || (view.segment && view.segment.agent === me?.agent))) {
    // What this phone calls has answered; its own word comes in a moment.
    const answering = sip?.phase === "dialing";
    const sounds = simulated || sip?.phase === "talking" || answering || !phoneHere;
    return { ...about, phase: sounds && view.state !== "recovering" ? "talking" : "restarting" };
  }
  if (sip?.phase === "dialing" || (view?.dial && view.dial.agent === me?.agent)) return { ...about, phase: "dialing" };
  if (sip?.phase === "talking") return { ...about, phase: "talking" };
  if (sip?.resumes) return { ...about, phase: "restarting" };
  if (sip?.phase === "answering") return { ...about, phase: "answering" };
  const offered = consult?.role === "target" || (view?.offer && view.offer.agent === me?.agent);
  if (sip?.phase === "ringing" || offered) return { ...about, phase: "ringing" };
  return { ...about, phase: me?.state === "acw" ? "acw" : "none" };
}

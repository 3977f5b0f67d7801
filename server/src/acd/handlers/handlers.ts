import type { AcdEvent, AcdEventType } from "../events.ts";
import type { EngineState } from "../state/engine-state.ts";
import { onArrived } from "./arrival.ts";
import { onAsked } from "./asks.ts";
import { onConfigApplied } from "./config.ts";
import { onPlaced } from "./dials.ts";
import { onEngineStarted } from "./engine.ts";
import { onHeld, onHoldAsked, onRetrieved } from "./holds.ts";
import { onAnswered, onBridged, onCommandFailed, onEnded, onRinging } from "./legs.ts";
import {
  onAcwEnded,
  onHangUpAsked,
  onMuteAsked,
  onOfferRejected,
  onSessionBack,
  onSessionLost,
  onSignedIn,
  onSignedOut,
  onStateChosen,
} from "./people.ts";
import { onAcwExtended, onStateForced } from "./leaders.ts";
import { onPhoneLost, onPhoneRegistered, onPhoneRestarted } from "./phones.ts";
import { onConsultAsked, onConsultStepAsked, onJoined } from "./consults.ts";
import { onTransferAsked } from "./transfers.ts";
import { onListenAsked, onListenEndAsked, onListening, onSupervisorAsked, onTakeOverAsked } from "./supervision.ts";
import { loseSwitch, onReconciled } from "./switch.ts";

type Handlers = {
  readonly [Type in AcdEventType]: (s: EngineState, event: Extract<AcdEvent, { type: Type }>) => void;
};

/** One for each event there is. */
const handlers: Handlers = {
  "engine.started": onEngineStarted,
  "config.applied": onConfigApplied,
  // What is due is done before any event.
  tick: () => undefined,
  "agent.signed-in": onSignedIn,
  "agent.signed-out": onSignedOut,
  "agent.session-lost": onSessionLost,
  "agent.session-back": onSessionBack,
  "agent.state-chosen": onStateChosen,
  "agent.acw-ended": onAcwEnded,
  "agent.state-forced": onStateForced,
  "agent.acw-extended": onAcwExtended,
  "offer.rejected": onOfferRejected,
  "call.hang-up-asked": onHangUpAsked,
  "call.mute-asked": onMuteAsked,
  "call.hold-asked": onHoldAsked,
  "call.transfer-asked": onTransferAsked,
  "call.consult-asked": onConsultAsked,
  "call.consult-step-asked": onConsultStepAsked,
  "leg.joined": onJoined,
  "call.listen-asked": onListenAsked,
  "call.listen-end-asked": onListenEndAsked,
  "call.take-over-asked": onTakeOverAsked,
  "phone.registered": onPhoneRegistered,
  "phone.lost": onPhoneLost,
  "phone.restarted": onPhoneRestarted,
  "call.arrived": onArrived,
  "call.placed": onPlaced,
  "leg.asked": onAsked,
  "leg.ringing": onRinging,
  "leg.answered": onAnswered,
  "legs.bridged": onBridged,
  "leg.ended": onEnded,
  "leg.held": onHeld,
  "leg.retrieved": onRetrieved,
  "supervisor.asked": onSupervisorAsked,
  "leg.listening": onListening,
  "command.failed": onCommandFailed,
  "switch.lost": loseSwitch,
  "switch.reconciled": onReconciled,
};

export function handleEvent(s: EngineState, event: AcdEvent): void {
  (handlers[event.type] as (s: EngineState, event: AcdEvent) => void)(s, event);
}

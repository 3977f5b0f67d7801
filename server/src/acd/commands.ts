import type {
  CallId,
  DialRefusal,
  Endpoint,
  GroupName,
  LegId,
  ListenId,
  ListenMode,
  OfferId,
  Party,
  PhoneEndpoint,
  PhoneKind,
  PstnEndpoint,
  RoomId,
  SegmentId,
  SurveyPart,
} from "./model.ts";

/**
 * What the engine wants of the switch. Each concerns one leg; `docs/verbs.md` has the recipe and the confirming event
 * of each. A leg that is asking at this moment gets its command as the answer; any other gets it over the event socket.
 */
export type AcdCommand =
  /** The customer hears music until another command comes; the leg asks again by itself every few seconds. */
  | {
      readonly type: "leg.wait";
      readonly legId: LegId;
      readonly callId: CallId;
      readonly group: GroupName;
      readonly joinedAt: number;
      readonly music: string;
    }
  /** Ring one agent's phone for the customer's leg; on answer both are bridged and the segment is recorded. */
  | {
      readonly type: "leg.offer";
      readonly legId: LegId;
      readonly callId: CallId;
      readonly group: GroupName;
      readonly joinedAt: number;
      readonly offerId: OfferId;
      readonly agent: string;
      readonly agentLegId: LegId;
      readonly endpoint: Endpoint;
      readonly ringMs: number;
      /** What the customer hears meanwhile: the network's ringing before the call was answered, else the music. */
      readonly ringback: "ring" | "music";
      readonly music: string;
      readonly caller: Party;
      readonly segmentId: SegmentId;
      /** Part number of the segment's recording, undefined where the group does not record. */
      readonly recordingPart: number | undefined;
      /** Set when an agent is called back into a talk its browser lost: the phone answers by itself. */
      readonly resume: boolean;
    }
  /**
   * One part of the satisfaction survey on the customer's leg: a prompt and one key, after which the leg asks `after: survey`; or
   * the thanks, after which the leg is hung up.
   */
  | {
      readonly type: "leg.survey";
      readonly legId: LegId;
      readonly callId: CallId;
      readonly group: GroupName;
      readonly joinedAt: number;
      readonly part: SurveyPart;
      readonly prompts: SurveyPrompts;
      /** How many keys are levels, from 1. */
      readonly levels: number;
      readonly waitMs: number;
      /** Whom the rating is for, since when it is asked and what was pressed so far: the leg keeps it. */
      readonly segmentId: SegmentId;
      readonly agent: string;
      readonly askedAt: number;
      readonly keys: string;
    }
  /**
   * The answer to an agent's phone that placed a call: the number is called over the trunk, the agent hears what its carrier lets
   * hear, and from the answer on the segment is recorded. The called leg is the customer's from then on.
   */
  | {
      readonly type: "leg.dial";
      /** The agent's. */
      readonly legId: LegId;
      readonly callId: CallId;
      readonly group: GroupName;
      readonly startedAt: number;
      readonly agent: string;
      readonly phone: PhoneKind;
      readonly segmentId: SegmentId;
      readonly recordingPart: number | undefined;
      readonly customerLegId: LegId;
      readonly endpoint: PstnEndpoint;
      readonly ringMs: number;
    }
  /** The answer to an agent's phone that may not place this call. */
  | { readonly type: "leg.refuse"; readonly legId: LegId; readonly reason: DialRefusal }
  /** The answer to a phone that called an emergency number the engine cannot carry: the switch does it alone. */
  | { readonly type: "leg.emergency"; readonly legId: LegId }
  | { readonly type: "leg.hang-up"; readonly legId: LegId; readonly cause: HangUpCause }
  | { readonly type: "leg.mute"; readonly legId: LegId; readonly on: boolean }
  /** Of an agent's leg in a talk: its customer hears music, the agent silence. Confirmed by `leg.held`. */
  | { readonly type: "leg.hold"; readonly legId: LegId; readonly music: string; readonly heldAt: number }
  /** Both hear each other again. Confirmed by `leg.retrieved`. */
  | { readonly type: "leg.retrieve"; readonly legId: LegId }
  /** The leg meets others of its call; it asks when it is left alone there. Confirmed by `leg.joined`. */
  | {
      readonly type: "leg.join";
      readonly legId: LegId;
      readonly callId: CallId;
      readonly room: RoomId;
      /** Of the customer's leg: what it carries as in leg.wait. */
      readonly customer: { readonly group: GroupName; readonly joinedAt: number } | undefined;
      /** Of an agent's leg whose segment begins here: what its recording is named after. */
      readonly record: { readonly segmentId: SegmentId; readonly part: number } | undefined;
    }
  /** On an agent's leg: rings somebody else for it; on answer both are bridged, afterwards the leg asks. */
  | {
      readonly type: "leg.consult";
      readonly legId: LegId;
      readonly callId: CallId;
      readonly consultId: string;
      readonly group: GroupName;
      readonly agent: string;
      readonly targetLegId: LegId;
      readonly endpoint: Endpoint;
      readonly ringMs: number;
      /** The customer the talk is about. */
      readonly caller: Party;
      readonly segmentId: SegmentId;
    }
  /** On an agent's leg: music until another command comes; the leg asks again by itself every few seconds. */
  | { readonly type: "leg.park"; readonly legId: LegId; readonly callId: CallId; readonly music: string }
  /** Ring a leader's phone, which answers by itself and then asks: `supervisor.asked`. */
  | {
      readonly type: "leg.supervise";
      readonly legId: LegId;
      readonly callId: CallId;
      readonly listenId: ListenId;
      readonly segmentId: SegmentId;
      /** The leader. */
      readonly agent: string;
      readonly by: string;
      readonly endpoint: PhoneEndpoint;
      readonly ringMs: number;
      readonly caller: Party;
      readonly targetLegId: LegId;
      readonly mode: ListenMode;
    }
  /** The leader's leg hears the agent's leg and what that one hears. Confirmed by `leg.listening`. */
  | {
      readonly type: "leg.listen";
      readonly legId: LegId;
      readonly callId: CallId;
      readonly targetLegId: LegId;
      readonly mode: ListenMode;
    };

/** Names of prompts as the configuration has them. */
export type SurveyPrompts = { readonly [Part in SurveyPart]: string };

/**
 * `rejected`: the agent or the called party refused; `no-answer`: ringing too long; `not-found`: the number leads nowhere;
 * `powered-off`: the called phone cannot be reached.
 */
export type HangUpCause = "normal" | "rejected" | "busy" | "no-answer" | "not-found" | "powered-off" | "congestion";

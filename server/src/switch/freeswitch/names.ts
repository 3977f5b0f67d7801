/** Contexts, destinations and variables the rendered files, the steps and the readers of events share. */
export const CONTEXT = {
  /** A trunk's new call. */
  arrive: "hotline",
  /** A leg of ours that wants its next step. */
  ask: "hotline-ask",
  /** The duty list of a group, when the server is away. */
  duty: "hotline-duty",
  /** What a phone dials. */
  phones: "hotline-phones",
  /** The far end of a test call. */
  testCall: "hotline-test-call",
} as const;

/** Where a leg goes to ask; the answerer learns from it why the leg asks. */
export const ASK_AFTER = {
  wait: "after-wait",
  offer: "after-offer",
  listen: "after-listen",
  survey: "after-survey",
  emergency: "after-emergency",
  /** An agent's leg whose number did not answer. */
  dial: "after-dial",
  /** A leg at the far end of a bridge that is over; how it ended may not be on it yet. */
  talk: "after-talk",
  /** The same a moment later. */
  talked: "after-talked",
  room: "after-room",
} as const;

/** A leg that was sent to ask because a command waits for it; a number follows. */
export const POKE_PREFIX = "poke-";

export const VARIABLE = {
  role: "hotline_role",
  callId: "hotline_call_id",
  group: "hotline_group",
  joinedAt: "hotline_joined_at",
  /** The number the caller dialled; the leg's destination changes when it asks. */
  to: "hotline_to",
  step: "hotline_step",
  /** `outbound` on a customer's leg that we called. */
  direction: "hotline_direction",
  agentLeg: "hotline_agent_leg",
  customerLeg: "hotline_customer_leg",
  agent: "hotline_agent",
  phone: "hotline_phone",
  offerId: "hotline_offer_id",
  segmentId: "hotline_segment_id",
  recordingPart: "hotline_recording_part",
  /** Engine time since when the customer of an agent's leg is on hold; empty while both hear each other. */
  heldAt: "hotline_held_at",
  /** Where the leg was last told to meet others; empty when it was told something else since. */
  room: "hotline_room",
  consultId: "hotline_consult_id",
  /** Of a leader's leg: which listening it belongs to, who hears it, and who asked for it. */
  listenId: "hotline_listen_id",
  listenMode: "hotline_listen_mode",
  listenBy: "hotline_listen_by",
  /** Of a customer's leg in its survey: which part, of how many levels, for whom, since when (ms) and the keys of former parts. */
  surveyPart: "hotline_survey_part",
  surveyLevels: "hotline_survey_levels",
  surveySegment: "hotline_survey_segment",
  surveyAgent: "hotline_survey_agent",
  surveyAskedAt: "hotline_survey_asked_at",
  surveyKeys: "hotline_survey_keys",
  /** What was pressed in the present part, set by the switch itself. */
  surveyKey: "hotline_survey_key",
  /** How often the leg asked in vain; empty while the server answers. */
  away: "hotline_away",
  dutyNumber: "hotline_duty_number",
  /** Over which trunk a leg was called. */
  trunk: "hotline_trunk",
} as const;

/** Of the rooms in which legs of a call meet. */
export const CONFERENCE_PROFILE = "hotline";

/** The stream every deployment has. */
export const DEFAULT_MUSIC = "default";

export const MEDIA_TIMEOUT_MS = { trunk: 30_000, held: 1_800_000 } as const;

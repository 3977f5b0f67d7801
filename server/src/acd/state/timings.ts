/** How long the engine waits for a sign of the switch before it goes on without; people's own limits are in AcdConfig. */
export const timings = {
  /** After an offer was sent: until the agent's leg shows that it exists. */
  legAppearsMs: 4_000,
  /** How long a called party's phone rings; carriers end it sooner. */
  dialRingMs: 60_000,
  /** Of a called number, until it rings: carriers route for up to that long. */
  dialProgressMs: 20_000,
  /** Past the ring limit, which the switch itself keeps. */
  ringGraceMs: 2_000,
  /** Agent's leg answered → both legs bridged. */
  bridgeMs: 4_000,
  /** A customer's leg that lost its agent's leg asks by itself within milliseconds; past this it is told. */
  askMs: 2_000,
  /** calls.md: agent called back on return, or the call to the head of the queue within this. */
  recoveryMs: 10_000,
  /** Agent and customer were told to meet; past this the talk counts as lost. */
  meetMs: 6_000,
  resumeRingMs: 6_000,
  /** calls.md: FreeSWITCH gone, its calls wait this long for recovery. */
  switchAwayMs: 10_000,
  /** A part of the survey, its prompt and the wait for the key included. */
  surveyPartMs: 90_000,
  /** A leader's page answers by itself; a desk phone is lifted by hand. */
  listenRingMs: 20_000,
  /** From asking until the leader hears the talk. */
  listenMs: 30_000,
  hangUpConfirmMs: 4_000,
  legCloseMs: 5_000,
  /** A waiting leg asks every few seconds; one silent for this long is told again, then taken as lost. */
  silenceMs: 60_000,
  silenceRepeatMs: 15_000,
  /** A leg the switch no longer has may still be told of by its call record, with the true cause and time. */
  callRecordMs: 3_000,
  /** A call given up with its switch is remembered this long, so that a leg of it that comes back is hung up. */
  lostCallKeptMs: 3_600_000,
  /** A call that arrived this long ago has already heard music in the emergency path. */
  heardMusicAfterMs: 1_000,
} as const;

export const limits = {
  candidatesListed: 50,
  hangUpTries: 2,
  waitFailures: 5,
  resumeTries: 3,
} as const;

import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import { Id, Milliseconds, Named, Time, timeGiven, Words } from "../schemas.ts";

const Text = Type.String();
const MaybeText = Type.Optional(Text);
const MaybeTime = Type.Optional(Time);

export const outcomes = [
  "answered",
  "abandoned",
  "no-route",
  "trunk-full",
  "lost",
  "switch-lost",
  "emergency",
  "cancelled",
  "busy",
  "no-answer",
  "rejected",
  "invalid-number",
  "powered-off",
  "line-failed",
  "live",
] as const;

const Direction = Type.Union([Type.Literal("inbound"), Type.Literal("outbound")]);

export const CallsQuery = Type.Object(
  {
    from: Type.Optional(timeGiven("Arrived at or after")),
    to: Type.Optional(timeGiven("Arrived before")),
    number: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 40,
        pattern: "^[+0-9*#]+$",
        description: "Begins or ends the caller's number or the number called",
      }),
    ),
    direction: Type.Optional(Direction),
    agent: Type.Optional(Id),
    group: Type.Optional(Id),
    outcome: Type.Optional(Type.Union(outcomes.map((outcome) => Type.Literal(outcome)))),
    cursor: Type.Optional(Type.String({ maxLength: 500, description: "nextCursor of the page before" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  },
  { additionalProperties: false },
);

const ratingFields = {
  state: Type.Union([Type.Literal("asked"), Type.Literal("rated"), Type.Literal("unanswered")]),
  levels: Type.Integer({ description: "How many there were to choose from" }),
  level: Type.Optional(Type.Integer({ description: "1 is the best" })),
  label: MaybeText,
};

const RatingSummary = named("RatingSummary", Type.Object(ratingFields));

const Rating = named(
  "Rating",
  Type.Object({
    ...ratingFields,
    segmentId: Text,
    agent: Text,
    keys: Type.String({ description: "The first key after each prompt, wrong ones too" }),
    askedAt: Time,
    answeredAt: MaybeTime,
  }),
);

const callFields = {
  callId: Text,
  direction: Direction,
  state: Text,
  fromNumber: Text,
  fromName: MaybeText,
  toNumber: Text,
  trunk: MaybeText,
  group: Type.Optional(Named),
  agent: Type.Optional(Named),
  arrivedAt: Time,
  answeredAt: MaybeTime,
  endedAt: MaybeTime,
  endReason: MaybeText,
  waitMs: Milliseconds,
  talkMs: Milliseconds,
};

const OfAgent = Type.Object(
  {
    part: Type.Union([Type.Literal("talked"), Type.Literal("consulted"), Type.Literal("rang")]),
    talkMs: Milliseconds,
  },
  {
    description:
      "In a list of one agent's calls: whether it talked with the customer, was consulted about it, or rang in vain",
  },
);

export const CallItemSchema = named(
  "CallItem",
  Type.Object({
    ...callFields,
    recordings: Type.Integer(),
    rating: Type.Optional(RatingSummary),
    ofAgent: Type.Optional(OfAgent),
  }),
);

export const CallPage = Type.Object({ items: Type.Array(CallItemSchema), nextCursor: MaybeText });

const Leg = Type.Object({
  legId: Text,
  role: Type.Union([Type.Literal("customer"), Type.Literal("agent"), Type.Literal("duty"), Type.Literal("supervisor")]),
  agent: MaybeText,
  createdAt: Time,
  ringingAt: MaybeTime,
  answeredAt: MaybeTime,
  endedAt: MaybeTime,
  cause: MaybeText,
  raw: Type.Optional(
    Type.Object({ q850: Type.Optional(Type.Integer()), sip: Type.Optional(Type.Integer()), text: MaybeText }),
  ),
});

const Entry = Type.Object({ entryId: Text, group: Text, state: Text, joinedAt: Time, leftAt: MaybeTime });

const Offer = Type.Object({
  offerId: Text,
  entryId: MaybeText,
  group: Text,
  agent: Text,
  phone: Text,
  state: Text,
  offeredAt: Time,
  ringingAt: MaybeTime,
  endedAt: MaybeTime,
  cause: MaybeText,
});

const Handover = Type.Object({
  handoverId: Text,
  kind: Text,
  segmentId: Text,
  by: Text,
  targetKind: Text,
  target: Text,
  startedAt: Time,
  answeredAt: MaybeTime,
  endedAt: MaybeTime,
  outcome: Text,
});

const Segment = Type.Object({
  segmentId: Text,
  group: Text,
  agent: Text,
  state: Text,
  bridgedAt: Time,
  endedAt: MaybeTime,
  releasedAt: MaybeTime,
  recordingParts: Type.Integer(),
  heldMs: Milliseconds,
});

export const recordingFields = {
  recordingId: Text,
  segmentId: Text,
  part: Type.Integer(),
  state: Type.Union([Type.Literal("open"), Type.Literal("closed"), Type.Literal("salvaged"), Type.Literal("missing")]),
  durationMs: Type.Optional(Milliseconds),
  bytes: Type.Optional(Type.Integer()),
  startedAt: Time,
  channels: Type.Object({ left: Type.Literal("agent"), right: Type.Literal("customer") }),
};

export const RecordingItem = named("Recording", Type.Object(recordingFields));

const Candidate = named(
  "Candidate",
  Type.Object({ agent: Text, eligible: Type.Boolean(), why: Text, idleSince: MaybeTime }),
);

const Decision = named(
  "Decision",
  Type.Object({
    seq: Type.Integer(),
    at: Time,
    group: MaybeText,
    rule: Text,
    chosen: MaybeText,
    candidates: Type.Array(Candidate),
    membersNotListed: Type.Integer(),
    deploymentHash: Text,
  }),
);

export const CallDetailSchema = named(
  "CallDetail",
  Type.Object({
    ...callFields,
    legs: Type.Array(Leg),
    entries: Type.Array(Entry),
    offers: Type.Array(Offer),
    segments: Type.Array(Segment),
    handovers: Type.Array(Handover),
    recordings: Type.Array(RecordingItem),
    rating: Type.Optional(Rating),
    decisions: Type.Array(Decision),
    timeline: Type.Array(Type.Object({ at: Time, what: Text, text: Words })),
  }),
);

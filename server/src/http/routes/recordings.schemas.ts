import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import { Id, timeGiven } from "../schemas.ts";
import { recordingFields } from "./records.schemas.ts";

const Text = Type.String();

export const RecordingsQuery = Type.Object(
  {
    from: Type.Optional(timeGiven("Begun at or after")),
    to: Type.Optional(timeGiven("Begun before")),
    callId: Type.Optional(Id),
    cursor: Type.Optional(Type.String({ maxLength: 100, description: "nextCursor of the page before" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  },
  { additionalProperties: false },
);

const ListedRecording = named(
  "ListedRecording",
  Type.Object({
    ...recordingFields,
    callId: Text,
    sha256: Type.Optional(Text),
    agent: Type.Optional(Text),
    group: Type.Optional(Text),
  }),
);

export const RecordingPage = Type.Object({ items: Type.Array(ListedRecording), nextCursor: Type.Optional(Text) });

export const RecordingCheckSchema = named(
  "RecordingCheck",
  Type.Object({
    recordingId: Text,
    result: Type.Union(
      (["intact", "changed", "missing", "open", "unsealed"] as const).map((result) => Type.Literal(result)),
    ),
    expected: Type.Optional(Text),
    found: Type.Optional(Text),
  }),
);

import fc from "fast-check";
import { stringify } from "yaml";
import { canonicalJson } from "../canonical.ts";
import { documentsOf, type Deployment } from "../deployment.ts";
import { fieldSchemas, type FieldSchema } from "../kind-schemas.ts";
import { kinds } from "../kinds.ts";
import { loadFiles, type ConfigFile } from "../load/load.ts";

/** Deployments as people would write them: each document as a plain object, with or without what has a default. */
export interface Written {
  documents: object[];
}

const label = fc.stringMatching(/^[A-Za-z报修后勤一二三王李]{1,6}$/);
const seconds = fc.integer({ min: 5, max: 120 });
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const days = fc.subarray(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], { minLength: 1 });

const calendar = fc.record({
  hours: optional(
    fc.array(
      days.map((those) => ({ days: those, from: "08:00", to: "12:00" })),
      { maxLength: 1 },
    ),
  ),
  holidays: optional(
    fc.uniqueArray(fc.record({ date: fc.constantFrom("2026-10-01", "2027-01-01", "2027-02-06"), label }), {
      selector: ({ date }) => date,
    }),
  ),
});

const group = fc.record({
  ringSeconds: optional(seconds),
  afterCallWorkSeconds: optional(fc.integer({ min: 0, max: 3600 })),
  record: optional(fc.boolean()),
  dutyList: optional(
    fc.uniqueArray(
      fc.record(
        { number: fc.stringMatching(/^139[0-9]{8}$/), label, calendar: fc.constantFrom("c0", "c1") },
        { requiredKeys: ["number", "label"] },
      ),
      { selector: ({ number }) => number, maxLength: 3 },
    ),
  ),
  leaders: fc.subarray(["a0", "a1"]),
});

const agent = fc.record({
  groups: fc.uniqueArray(
    fc.record({ group: fc.constantFrom("g0", "g1", "g2"), priority: optional(fc.integer({ min: 1, max: 9 })) }),
    {
      selector: (membership) => membership.group,
      minLength: 1,
    },
  ),
  primary: fc.boolean(),
});

const trunk = fc.record({
  transport: optional(fc.constantFrom("udp", "tcp")),
  channels: fc.integer({ min: 1, max: 100 }),
  registration: optional(fc.constant({ username: "u", password: "${env:SIP_PASSWORD}" })),
});

const callerIds = fc.oneof(
  fc.record({ rule: optional(fc.constantFrom("fixed", "rotate", "random")) }),
  fc.record({
    rule: fc.constant("by-prefix"),
    prefixes: fc.uniqueArray(fc.record({ prefix: fc.stringMatching(/^1[0-9]{2}$/), number: fc.constant("8000") }), {
      selector: ({ prefix }) => prefix,
      minLength: 1,
      maxLength: 3,
    }),
  }),
);

const contacts = fc.uniqueArray(
  fc.record(
    { name: label, number: fc.stringMatching(/^139[0-9]{8}$/), department: label },
    {
      requiredKeys: ["name", "number"],
    },
  ),
  { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
);

/** Always valid, so that a test that finds problems in one has found a mistake. */
export const written: fc.Arbitrary<Written> = fc
  .record({
    organization: fc.record({ label, answerWithinSeconds: optional(seconds) }),
    reasons: fc.uniqueArray(fc.constantFrom("meal", "rest", "meeting"), { minLength: 1 }),
    calendars: fc.tuple(calendar, calendar),
    groups: fc.tuple(group, group, group),
    agents: fc.tuple(agent, agent, agent),
    extraAgents: fc.array(agent, { maxLength: 3 }),
    trunk,
    callerIds,
    contacts,
    labels: fc.array(label, { minLength: 20, maxLength: 20 }),
    numbers: fc.uniqueArray(fc.stringMatching(/^8[0-9]{3}$/), { maxLength: 3 }),
  })
  .map((parts) => {
    const labels = [...parts.labels];
    const named = (kind: string, name: string, spec: object) => ({ kind, name, label: labels.pop() ?? name, spec });
    const all = [...parts.agents, ...parts.extraAgents];
    const documents = [
      named("Organization", "o", {
        timeZone: "Asia/Shanghai",
        dutyNumbers: ["62001000"],
        ...parts.organization,
        label: undefined,
      }),
      named("BreakReasons", "b", { reasons: parts.reasons.map((name) => ({ name, label: name })) }),
      ...parts.calendars.map((spec, index) => named("Calendar", `c${index}`, openAtLeastOnce(spec))),
      ...parts.groups.map((spec, index) =>
        named("SkillGroup", `g${index}`, { direction: "inbound", callerIds: "ids", ...spec }),
      ),
      named("CallerIdGroup", "ids", { numbers: ["8000"], ...parts.callerIds }),
      named("AddressBook", "book", { entries: parts.contacts }),
      ...all.map(({ groups, primary }, index) =>
        named("Agent", `a${index}`, {
          extension: `${1000 + index}`,
          roles: ["agent", "leader"],
          groups: index < 3 ? withGroup(groups, `g${index}`) : groups,
          ...(primary && { primaryGroup: groups[0]?.group }),
        }),
      ),
      named("Trunk", "t", { host: "192.0.2.1", peers: ["192.0.2.1"], callerId: "8000", ...parts.trunk }),
      ...parts.numbers.map((number) =>
        named("AccessNumber", `n${number}`, { number, trunk: "t", route: { group: "g0" } }),
      ),
    ];
    return { documents: JSON.parse(JSON.stringify(documents)) as object[] };
  });

/** Every group has somebody. */
function withGroup<Membership extends { group: string }>(groups: Membership[], group: string): object[] {
  return groups.some((membership) => membership.group === group) ? groups : [...groups, { group }];
}

function openAtLeastOnce<Spec extends { hours: object[] | undefined }>(spec: Spec): object {
  const hours = spec.hours?.length ? spec.hours : [{ days: ["mon"], from: "22:00", to: "06:00" }];
  return { ...spec, hours };
}

export function asFiles(documents: readonly object[], perFile: number): ConfigFile[] {
  const files: ConfigFile[] = [];
  for (let start = 0; start < documents.length; start += perFile) {
    const text = documents
      .slice(start, start + perFile)
      .map((document) => stringify(document))
      .join("---\n");
    files.push({ path: `f${start}.yaml`, text });
  }
  return files;
}

export function loadOrThrow(files: readonly ConfigFile[]): Deployment {
  const { deployment, problems } = loadFiles(files);
  if (deployment === undefined) throw new Error(JSON.stringify(problems, null, 1));
  return deployment;
}

/** Each field of each document, with its schema and a function that gives it another value in a copy. */
export function* fieldVariants(
  deployment: Deployment,
): Generator<{ path: string; field: FieldSchema; changed: Deployment }> {
  for (const kind of kinds) {
    for (const [place, document] of documentsOf(deployment, kind).entries()) {
      for (const { path, field } of leavesOf(fieldSchemas[kind], [], document)) {
        if (path.length === 1 && (path[0] === "kind" || path[0] === "name")) continue;
        const changed = structuredClone(deployment);
        const target = documentsOf(changed, kind)[place];
        setAt(target, path, (value) => otherValue(value, field));
        yield { path: `${kind}.${path.join(".")}`, field, changed };
      }
    }
  }
}

function* leavesOf(
  schema: FieldSchema,
  path: readonly (string | number)[],
  value: unknown,
): Generator<{ path: readonly (string | number)[]; field: FieldSchema }> {
  if (schema.properties) {
    for (const [name, property] of Object.entries(schema.properties)) {
      yield* leavesOf(property, [...path, name], (value as Record<string, unknown> | undefined)?.[name]);
    }
  } else if (schema.type === "array" && schema.items?.properties && Array.isArray(value)) {
    for (const index of value.keys()) {
      for (const [name, property] of Object.entries(schema.items.properties)) {
        // Another key is another entry: that is the list's own change.
        if (name === schema["x-field"]?.key) continue;
        yield* leavesOf(property, [...path, index, name], (value as Record<string, unknown>[])[index]?.[name]);
      }
    }
  } else {
    yield { path, field: schema };
  }
}

function setAt(target: unknown, path: readonly (string | number)[], change: (value: unknown) => unknown): void {
  let at = target as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  at[last] = change(at[last]);
}

function otherValue(value: unknown, field: FieldSchema): unknown {
  const others: unknown[] = [...(field.enum ?? []), true, false, "other", 7].filter(
    (other) => typeof other === typeof value,
  );
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return [...list, field.items?.enum?.find((word) => !list.includes(word)) ?? "other"];
  }
  if (value === undefined) return field.type === "integer" ? 7 : "other";
  return others.find((other) => canonicalJson(other) !== canonicalJson(value)) ?? "another";
}

import { sql, type Kysely } from "kysely";

/** The engine's journal, its snapshots and what it came to know (server/src/acd/facts.ts). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

// Numbers and names come from outside and may be long, an index entry may not: hence left(…, 64).
const statements = [
  `create table engine_journal (
    seq bigint primary key,
    at timestamptz(3) not null,
    event jsonb not null
  )`,
  `create table engine_snapshots (
    seq bigint primary key,
    at timestamptz(3) not null,
    state jsonb not null
  )`,
  `create table calls (
    call_id text primary key,
    direction text not null,
    state text not null,
    from_number text not null,
    from_name text,
    to_number text not null,
    trunk text,
    "group" text,
    agent text,
    arrived_at timestamptz(3) not null,
    answered_at timestamptz(3),
    ended_at timestamptz(3),
    end_reason text
  )`,
  `create index calls_arrived on calls (arrived_at desc, call_id desc)`,
  `create index calls_group on calls ("group", arrived_at desc, call_id desc)`,
  `create index calls_end_reason on calls (end_reason, arrived_at desc, call_id desc)`,
  `create index calls_live on calls (call_id) where ended_at is null`,
  `create index calls_from_number on calls (left(from_number, 64) text_pattern_ops)`,
  `create index calls_from_number_end on calls (reverse(left(from_number, 64)) text_pattern_ops)`,
  `create index calls_to_number on calls (left(to_number, 64) text_pattern_ops)`,
  `create table legs (
    leg_id text primary key,
    call_id text not null,
    role text not null,
    agent text,
    created_at timestamptz(3) not null,
    ringing_at timestamptz(3),
    answered_at timestamptz(3),
    ended_at timestamptz(3),
    cause text,
    raw jsonb
  )`,
  `create index legs_call on legs (call_id)`,
  `create table queue_entries (
    entry_id text primary key,
    call_id text not null,
    "group" text not null,
    state text not null,
    joined_at timestamptz(3) not null,
    left_at timestamptz(3)
  )`,
  `create index queue_entries_call on queue_entries (call_id)`,
  `create index queue_entries_group on queue_entries ("group", joined_at)`,
  `create table offers (
    offer_id text primary key,
    call_id text not null,
    entry_id text not null,
    "group" text not null,
    agent text not null,
    leg_id text not null,
    phone text not null,
    state text not null,
    offered_at timestamptz(3) not null,
    ringing_at timestamptz(3),
    ended_at timestamptz(3),
    cause text
  )`,
  `create index offers_call on offers (call_id)`,
  `create index offers_agent on offers (agent, offered_at)`,
  `create table segments (
    segment_id text primary key,
    call_id text not null,
    offer_id text not null,
    "group" text not null,
    agent text not null,
    state text not null,
    bridged_at timestamptz(3) not null,
    ended_at timestamptz(3),
    recording_parts integer not null,
    released_at timestamptz(3)
  )`,
  `create index segments_call on segments (call_id)`,
  `create index segments_agent on segments (agent, bridged_at)`,
  `create index segments_group on segments ("group", bridged_at)`,
  `create table decisions (
    call_id text not null,
    seq bigint not null,
    at timestamptz(3) not null,
    "group" text,
    rule text not null,
    chosen text,
    candidates jsonb not null,
    members_not_listed integer not null,
    deployment_hash text not null,
    primary key (call_id, seq)
  )`,
  `create table agent_state_changes (
    agent text not null,
    seq bigint not null,
    at timestamptz(3) not null,
    state text not null,
    break_reason text,
    by text not null,
    why text not null,
    call_id text,
    primary key (agent, seq)
  )`,
  `create index agent_state_changes_at on agent_state_changes (agent, at)`,
  `create table agent_sessions (
    agent text not null,
    signed_in_at timestamptz(3) not null,
    signed_out_at timestamptz(3),
    why text,
    primary key (agent, signed_in_at)
  )`,
];

import { sql, type Kysely } from "kysely";

/** Recordings, accounts and their ways in, deployments, the audit log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table recordings (
    recording_id text primary key,
    segment_id text not null,
    part integer not null,
    call_id text not null,
    path text not null,
    state text not null check (state in ('open', 'closed', 'salvaged', 'missing')),
    duration_ms bigint,
    bytes bigint,
    sha256 text,
    started_at timestamptz(3) not null,
    closed_at timestamptz(3),
    unique (segment_id, part)
  )`,
  `create index recordings_call on recordings (call_id)`,
  `create index recordings_open on recordings (started_at) where state = 'open'`,
  `create table users (
    name text primary key,
    password_hash text,
    must_change_password boolean not null default false,
    one_time_password_expires_at timestamptz(3),
    disabled_at timestamptz(3),
    last_sign_in_at timestamptz(3),
    created_at timestamptz(3) not null default now()
  )`,
  `create table sessions (
    id_hash text primary key,
    "user" text not null references users (name),
    created_at timestamptz(3) not null default now(),
    last_seen_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    ended_at timestamptz(3),
    end_reason text,
    address text,
    user_agent text
  )`,
  `create index sessions_user on sessions ("user") where ended_at is null`,
  `create table sign_in_failures (
    subject text primary key,
    failures integer not null,
    first_at timestamptz(3) not null,
    blocked_until timestamptz(3)
  )`,
  `create table tokens (
    id text primary key,
    name text not null,
    secret_hash text not null unique,
    scopes text[] not null,
    created_by text not null,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3),
    last_used_at timestamptz(3),
    revoked_at timestamptz(3)
  )`,
  `create table phone_secrets (
    agent text primary key,
    extension text not null unique,
    ha1 text not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null
  )`,
  `create table deployments (
    id bigint generated always as identity primary key,
    hash text not null,
    base_hash text,
    state text not null check (state in ('in-force', 'replaced', 'failed')),
    files jsonb not null,
    changes jsonb not null,
    counts jsonb not null,
    message text not null,
    author text,
    applied_by text not null,
    commit text,
    applied_at timestamptz(3) not null default now(),
    failure text
  )`,
  `create unique index deployments_in_force on deployments ((true)) where state = 'in-force'`,
  `create table audit_log (
    id bigint generated always as identity primary key,
    at timestamptz(3) not null default now(),
    actor text not null,
    action text not null,
    subject text,
    detail jsonb not null,
    address text,
    request_id text
  )`,
  `create index audit_log_at on audit_log (at desc)`,
  `create index audit_log_subject on audit_log (action, subject, at desc)`,
];

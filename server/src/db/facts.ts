import { sql } from "kysely";
import type { AcdFact } from "../acd/index.ts";
import type { Db } from "./database.ts";
import { storableJson } from "./storable.ts";
import { factColumns, type ColumnType } from "./fact-columns.ts";

type Columns = Readonly<Record<string, ColumnType>>;
type Row = Readonly<Record<string, unknown>>;

const sqlTypes: Record<ColumnType, string> = { text: "text", time: "timestamptz", integer: "bigint", jsonb: "jsonb" };

/**
 * Writes the facts into their projections: one statement per table, the last row of a key wins, writing one twice changes
 * nothing. Meant to run inside the transaction that writes the journal entries they came from.
 */
export async function upsertFacts(db: Db, facts: readonly AcdFact[]): Promise<void> {
  for (const [table, rows] of lastRows(facts)) {
    const text = storableJson([...rows.values()].map((row) => toJsonRow(row, factColumns[table].columns)));
    await sql`${sql.raw(statements[table].before)}${text}::jsonb${sql.raw(statements[table].after)}`.execute(db);
  }
}

function lastRows(facts: readonly AcdFact[]): Map<AcdFact["table"], Map<string, Row>> {
  const tables = new Map<AcdFact["table"], Map<string, Row>>();
  for (const { table, row: fact } of facts) {
    const row = fact as unknown as Row;
    const rows = tables.get(table) ?? new Map<string, Row>();
    tables.set(table, rows);
    rows.set(JSON.stringify(factColumns[table].key.map((column) => row[column])), row);
  }
  return tables;
}

function toJsonRow(row: Row, columns: Columns): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const [column, type] of Object.entries(columns)) {
    const value = row[column];
    if (value === undefined) continue;
    json[snake(column)] = type === "time" ? new Date(value as number).toISOString() : value;
  }
  return json;
}

// One parameter however many rows: the statement's text never changes and the limit of 65,535 parameters is never met.
const statements = Object.fromEntries(
  Object.entries(factColumns).map(([table, { key, columns }]) => {
    const names = Object.keys(columns).map(quoted);
    const typed = Object.entries(columns as Columns).map(([column, type]) => `${quoted(column)} ${sqlTypes[type]}`);
    const others = Object.keys(columns).filter((column) => !(key as readonly string[]).includes(column));
    return [
      table,
      {
        before: `insert into "${table}" (${names.join(", ")}) select ${names.join(", ")} from jsonb_to_recordset(`,
        after:
          `) as given(${typed.join(", ")}) on conflict (${key.map(quoted).join(", ")}) do update set ` +
          others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(", "),
      },
    ];
  }),
) as Record<AcdFact["table"], { before: string; after: string }>;

function quoted(column: string): string {
  return `"${snake(column)}"`;
}

function snake(column: string): string {
  return column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

import { paint } from "./paint.ts";
import { padEnd, textWidth } from "./width.ts";

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

/** Rows in columns two spaces apart; the last column is as long as it likes. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string[] {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, index) =>
    Math.max(textWidth(column.title), ...cells.map((line) => textWidth(line[index] ?? ""))),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => (index === texts.length - 1 ? text : padEnd(text, widths[index] ?? 0)))
      .join("  ")
      .trimEnd();
  return [paint("dim", line(columns.map((column) => column.title))), ...cells.map(line)];
}

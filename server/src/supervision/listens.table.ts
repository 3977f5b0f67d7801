import type { ListenFact } from "../acd/index.ts";
import type { FactTable } from "../db/fact-table.ts";

export type ListensTable = FactTable<ListenFact>;

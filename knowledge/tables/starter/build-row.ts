import { readCitations } from '../../citation.ts';
import { toTableRow, type FactName, type TableKind, type TableRow } from '../row.ts';

/** A shipped row: citations as people write them. */
export type StarterRow = {
  readonly id: string;
  readonly also: readonly string[];
  readonly citations: string;
  readonly facts: Readonly<Partial<Record<FactName, string>>>;
};

/** Shipped rows of one table and area; nobody has confirmed them yet. */
export function toStarterRows(
  kind: TableKind,
  area: string,
  rows: readonly StarterRow[],
): readonly TableRow[] {
  return rows.map(({ id, also, citations, facts }) =>
    toTableRow(
      kind,
      {
        id: `${kind}-${id}`,
        version: 1,
        area,
        also,
        citations: readCitations(citations),
        audience: 'public',
        origin: 'starter',
      },
      facts,
    ),
  );
}

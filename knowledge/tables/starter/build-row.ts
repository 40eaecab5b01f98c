import { toTableRow, type FactName, type TableKind, type TableRow } from '../row.ts';

/** A shipped row; `citation` is the statute's title, a blank, and the article. */
export type StarterRow = {
  readonly id: string;
  readonly also: readonly string[];
  readonly citation: string;
  readonly facts: Readonly<Partial<Record<FactName, string>>>;
};

/** Shipped rows of one table and area; nobody has confirmed them yet. */
export function toStarterRows(
  kind: TableKind,
  area: string,
  rows: readonly StarterRow[],
): readonly TableRow[] {
  return rows.map(({ id, also, citation, facts }) => {
    const [statute = '', article = ''] = citation.split(' ');
    return toTableRow(
      kind,
      {
        id: `${kind}-${id}`,
        version: 1,
        area,
        also,
        citations: citation === '' ? [] : [{ statute, article }],
        audience: 'public',
        origin: 'starter',
      },
      facts,
    );
  });
}

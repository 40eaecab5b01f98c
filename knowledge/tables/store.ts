import type { TableKind, TableRow } from './row.ts';

export type TableStore = {
  readonly list: (kind?: TableKind) => Promise<readonly TableRow[]>;
  readonly find: (id: string) => Promise<TableRow | undefined>;
  /** False when the id is taken. */
  readonly insert: (row: TableRow) => Promise<boolean>;
  /** Compare-and-set: stores version n + 1 over version n; false on a conflict. */
  readonly save: (row: TableRow) => Promise<boolean>;
  /** Compare-and-set; false when the row changed or is gone. */
  readonly remove: (row: Pick<TableRow, 'id' | 'version'>) => Promise<boolean>;
  /** Inserts shipped rows that are not there; never overwrites, never brings back what an editor took out. */
  readonly seed: (rows: readonly TableRow[]) => Promise<void>;
};

import { tableKinds, type TableKind } from '../tables/index.ts';

/** What a source is taken as. */
export type ImportKind = 'statutes' | 'questions' | 'documents' | TableKind;
export const importKinds: readonly ImportKind[] = [
  'statutes',
  'questions',
  'documents',
  ...tableKinds,
];
/** Those that are read by rows and columns. */
export type RowKind = Exclude<ImportKind, 'statutes' | 'documents'>;

export function isRowKind(kind: ImportKind): kind is RowKind {
  return kind !== 'statutes' && kind !== 'documents';
}

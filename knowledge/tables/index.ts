/** Tables that are answered by look-up, not by likeness: what a row says, with its clause, and never that it applies. */
export {
  blank,
  type FactName,
  factNames,
  isBlank,
  listFacts,
  type RowOrigin,
  type TableKind,
  tableKinds,
  type TableRow,
  toRowTitle,
  toTableRow,
} from './row.ts';
export { createLookUp, type LookUp, type TableAnswer } from './look-up.ts';
export type { TableStore } from './store.ts';
export { createFindCompetent, type CompetentUnit, type FindCompetent } from './find-competent.ts';
export { createTables, type Tables } from './tables.ts';
export { starterRows } from './starter/index.ts';

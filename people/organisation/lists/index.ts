/** Lists that a bureau brings in as sheets: read row by row, compared with what is stored, not yet kept. */
export * from './read-list.ts';
export type { ListPlan } from './compare-list.ts';
export {
  planUnits,
  unitColumns,
  unitStates,
  type UnitColumn,
  type UnitPlan,
  type UnitWords,
} from './plan-units.ts';
export * from './read-powers.ts';
export * from './read-remits.ts';
export * from './read-certificates.ts';

/** Lists that a bureau brings in as sheets: read row by row, compared with what is stored, not yet kept. */
export * from './read-list.ts';
export type { ListPlan } from './compare-list.ts';
export { planUnits, unitStates, type UnitPlan, type UnitWords } from './plan-units.ts';
export { unitColumns, type UnitColumn } from './unit-columns.ts';
export * from './read-powers.ts';
export * from './read-remits.ts';
export * from './read-certificates.ts';

export { parseCollation } from './collation.ts';
export { compileFilter, type FilterOptions } from './filter.ts';
export { getField, parsePath } from './paths.ts';
export { compileProjection } from './projection.ts';
export { compileSort, createSorter, type Sorter } from './sort.ts';
export {
  applyUpdate,
  compileUpdate,
  isOperatorUpdate,
  type Update,
  type UpdateOptions,
} from './update.ts';
export { buildUpsert } from './upsert.ts';
export { keyOfValue } from './value-key.ts';
export { compareValues, isDocument, isSameValue, typeOf, type TypeName } from './values.ts';

export { better, createSum } from './accumulate.ts';
export { parseCollation } from './collation.ts';
export { mergeObjects } from './expression/arrays.ts';
export { compileExpression, valueAt } from './expression/compile.ts';
export type { Evaluate } from './expression/operator.ts';
export { compileFilter, type FilterOptions } from './filter.ts';
export { isNumeric, toNumber } from './numbers.ts';
export { getField, parsePath, type Path } from './paths.ts';
export { compileProjection } from './projection.ts';
export { createMemoryMeter, sizeOf } from './size.ts';
export { compileSort, createSorter } from './sort.ts';
export { compileDocumentStage } from './stages.ts';
export {
  applyUpdate,
  compileUpdate,
  isOperatorUpdate,
  type Update,
  type UpdateOptions,
} from './update.ts';
export { modifyDocument } from './update-path.ts';
export { buildUpsert } from './upsert.ts';
export { toKeyTuples } from './key-tuples.ts';
export { keyOfValue } from './value-key.ts';
export { compareValues, isDocument, isNullish, typeOf } from './values.ts';

export { ACCUMULATORS, type Accumulator, type Measure } from './accumulators.ts';
export { parseCollation } from './collation.ts';
export { ensure, readFields } from './ensure.ts';
export {
  compileExpression,
  type ExpressionOptions as FilterOptions,
  valueAt,
} from './expression.ts';
export { compileFilter } from './filter.ts';
export { toKeyTuples } from './key-tuples.ts';
export { isNumeric, toNumber } from './numbers.ts';
export type { Evaluate } from './operators.ts';
export { getField, parsePath, type Path } from './paths.ts';
export { compileProjection } from './projection.ts';
export { createMemoryMeter, sizeOf } from './size.ts';
export { compileSort, createSorter } from './sort.ts';
export { compileDocumentStage } from './stages.ts';
export { compileUpdate, isOperatorUpdate, type Update } from './update.ts';
export type { UpdateOptions } from './update-operators.ts';
export { modifyDocument } from './update-path.ts';
export { buildUpsert } from './upsert.ts';
export { keyOfValue } from './value-key.ts';
export { compareValues, isDocument, isNullish, typeOf } from './values.ts';

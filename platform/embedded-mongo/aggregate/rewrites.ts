import { failedToParse, MongoError } from '../errors.ts';
import { compareValues, isDocument, isNumeric, typeOf } from '../query/index.ts';
import { type Document, setField } from '../types.ts';

/** Stages that MongoDB defines by others. */
export const REWRITES = new Map<string, (spec: unknown) => Document[]>([
  ['$count', rewriteCount],
  ['$sortByCount', rewriteSortByCount],
  ['$bucket', rewriteBucket],
]);

function rewriteCount(spec: unknown): Document[] {
  if (typeof spec !== 'string' || !/^[^$.\0][^.\0]*$/.test(spec)) {
    throw new MongoError(40156, 'the count field must be a non-empty string without $ or .');
  }
  return [{ $group: { _id: null, [spec]: { $sum: 1 } } }, { $project: { _id: 0 } }];
}

function rewriteSortByCount(spec: unknown): Document[] {
  const isExpression =
    (typeof spec === 'string' && spec.startsWith('$')) ||
    (isDocument(spec) && Object.keys(spec)[0]?.startsWith('$') === true);
  if (!isExpression)
    throw new MongoError(40149, '$sortByCount needs a field path or an expression');
  return [{ $group: { _id: spec, count: { $sum: 1 } } }, { $sort: { count: -1 } }];
}

function rewriteBucket(spec: unknown): Document[] {
  if (!isDocument(spec)) throw new MongoError(40201, 'Argument to $bucket must be an object');
  const { groupBy, boundaries, default: otherwise, output, ...others } = spec;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined)
    throw new MongoError(40197, `Unrecognized option to $bucket: ${unknown}`);
  if (groupBy === undefined || !Array.isArray(boundaries)) {
    throw new MongoError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified");
  }
  checkBoundaries(boundaries, otherwise);
  const branches = boundaries.slice(0, -1).map((low: unknown, index) => {
    const high = literal(boundaries[index + 1]);
    const test = { $and: [{ $gte: [groupBy, literal(low)] }, { $lt: [groupBy, high] }] };
    const branch: Document = { case: test };
    setField(branch, 'then', literal(low));
    return branch;
  });
  const id = otherwise === undefined ? { branches } : { branches, default: literal(otherwise) };
  const fields = output === undefined ? { count: { $sum: 1 } } : output;
  if (!isDocument(fields))
    throw new MongoError(40196, "The $bucket 'output' field must be an object");
  return [{ $group: { _id: { $switch: id }, ...fields } }, { $sort: { _id: 1 } }];
}

function checkBoundaries(boundaries: readonly unknown[], otherwise: unknown): void {
  const [first, ...rest] = boundaries;
  if (rest.length === 0)
    throw new MongoError(40192, "$bucket 'boundaries' needs at least two values");
  for (const [index, high] of rest.entries()) {
    const low = boundaries[index];
    if (typeOf(low) !== typeOf(high) && !(isNumeric(low) && isNumeric(high))) {
      throw new MongoError(40193, "All values in the $bucket 'boundaries' must have the same type");
    }
    if (compareValues(low, high) >= 0) {
      throw new MongoError(40194, "The $bucket 'boundaries' must be sorted in ascending order");
    }
  }
  if (otherwise === undefined) return;
  if (compareValues(otherwise, first) >= 0 && compareValues(otherwise, rest.at(-1)) < 0) {
    throw new MongoError(40199, "The $bucket 'default' must lie outside of 'boundaries'");
  }
}

/** Boundaries are constants; an expression among them is refused rather than taken literally. */
function literal(value: unknown): Document {
  if (isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true) {
    throw failedToParse('$bucket needs constant values');
  }
  return { $literal: value };
}

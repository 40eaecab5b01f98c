import { MongoError, notSupported } from '../errors.ts';
import { readBounds } from '../planner/bounds.ts';
import { compileFilter, isNumeric, parsePath, toNumber } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Document } from '../types.ts';
import { as, each, need, readFields } from './fields.ts';

const FIELDS = {
  key: toKey,
  ...each(as.flag, 'unique', 'sparse'),
  ...each(as.taken, 'background', 'v', 'ns'),
  name: as.text,
  partialFilterExpression: toPartial,
  expireAfterSeconds: as.any,
  hidden: as.off,
};
const MAX_TTL_SECONDS = 2 ** 31 - 1;

const cannotCreate = (message: string): MongoError => new MongoError('CannotCreateIndex', message);

/** Checks one index as createIndexes takes it and fills in what listIndexes shows. */
export function toIndexSpec(given: Document): Document {
  const args = readFields('createIndexes.indexes', given, FIELDS);
  const { unique, sparse, partialFilterExpression, expireAfterSeconds: seconds } = args;
  const key = need(args.key, 'createIndexes.indexes.key');
  const name = need(args.name, 'createIndexes.indexes.name');
  if (name === '*') throw cannotCreate('an index cannot be named *');
  if (sparse === true && partialFilterExpression !== undefined) {
    throw cannotCreate("cannot mix 'partialFilterExpression' and 'sparse' options");
  }
  const expireAfterSeconds = seconds === undefined ? undefined : checkTtl(seconds, key);
  const options = { unique, sparse, partialFilterExpression, expireAfterSeconds };
  const set = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
  return { v: 2, key, name, ...Object.fromEntries(set) };
}

/** The key with plain directions, so that equal keys have equal bytes. */
function toKey(value: unknown, field: string): Document {
  const entries = Object.entries(as.object(value, field)).map(([path, direction]) => {
    if (typeof direction === 'string') throw notSupported(`a ${direction} index`);
    if (path.includes('$')) throw notSupported('a wildcard index or a $ in an index key');
    parsePath(path);
    const sign = isNumeric(direction) ? Math.sign(toNumber(direction)) : 0;
    if (sign === 1 || sign === -1) return [path, sign] as const;
    throw cannotCreate('Values in an index key pattern must be numbers above or below 0');
  });
  if (entries.length > 0) return Object.fromEntries(entries);
  throw cannotCreate('Index keys cannot be empty.');
}

/** Takes what a query can be seen to imply: equality, $in, ranges and $exists: true. */
function toPartial(value: unknown, field: string): Document {
  const filter = as.object(value, field);
  compileFilter(filter);
  if (readBounds(filter).isWhole) return filter;
  throw cannotCreate('Expression not supported in partial index');
}

/** Checks `expireAfterSeconds`, which only a single field can have. */
export function checkTtl(value: unknown, key: Document): number {
  const seconds = isNumeric(value) ? Math.trunc(toNumber(value)) : -1;
  const isSingle = Object.keys(key).length === 1 && !Object.hasOwn(key, '_id');
  if (isSingle && seconds >= 0 && seconds <= MAX_TTL_SECONDS) return seconds;
  throw cannotCreate('TTL needs an index on one field and 0 to 2147483647 expireAfterSeconds');
}

/** True when the index is there already; refused when another one is in its way. */
export function isThere({ indexes }: Collection, wanted: Document): boolean {
  if (indexes.some(({ spec }) => JSON.stringify(spec) === JSON.stringify(wanted))) return true;
  for (const { spec, name } of indexes) {
    const conflict = `the index ${name} has the same name, or the same key and partial filter`;
    if (name === wanted['name']) throw new MongoError('IndexKeySpecsConflict', conflict);
    if (shapeOf(spec) === shapeOf(wanted)) throw new MongoError('IndexOptionsConflict', conflict);
  }
  return false;
}

function shapeOf({ key, partialFilterExpression: partial }: Document): string {
  return JSON.stringify([key, partial]);
}

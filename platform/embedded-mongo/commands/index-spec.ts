import { encodeDocument } from '../bson/encode.ts';
import { MongoError, notSupported } from '../errors.ts';
import { compileFilter, isDocument, parsePath } from '../query/index.ts';
import type { Collection, Index } from '../storage/collection.ts';
import type { Document } from '../types.ts';
import { toNumber } from './request.ts';

const FIELDS = new Set([
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'v',
  'hidden',
  'ns',
  'collation',
]);
const PARTIAL_OPERATORS = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in']);
const MAX_TTL_SECONDS = 2 ** 31 - 1;

/** Checks one index as createIndexes takes it and fills in what listIndexes shows. */
export function toIndexSpec(given: Document): Document {
  for (const field of Object.keys(given)) {
    if (!FIELDS.has(field)) {
      throw new MongoError(
        'InvalidIndexSpecificationOption',
        `The field '${field}' is not valid for an index specification, or not supported by the embedded database; set MONGODB_URI`,
      );
    }
  }
  const key = checkKey(given['key']);
  refuseCollation(given['collation']);
  if (given['hidden'] === true) throw notSupported('a hidden index');
  const { name } = given;
  if (typeof name !== 'string' || name === '' || name === '*') {
    throw cannotCreate('index names must be a string and not empty');
  }
  const spec: Document = { v: 2, key, name };
  for (const flag of ['unique', 'sparse']) {
    if (isTrue(given[flag])) spec[flag] = true;
  }
  const partial = given['partialFilterExpression'];
  if (partial !== undefined) spec['partialFilterExpression'] = checkPartial(partial);
  if (partial !== undefined && spec['sparse'] === true) {
    throw cannotCreate("cannot mix 'partialFilterExpression' and 'sparse' options");
  }
  if (given['expireAfterSeconds'] !== undefined) {
    spec['expireAfterSeconds'] = checkTtl(given['expireAfterSeconds'], key);
  }
  return spec;
}

function checkKey(key: unknown): Document {
  if (!isDocument(key) || Object.keys(key).length === 0) {
    throw cannotCreate('Index keys cannot be empty.');
  }
  for (const [path, direction] of Object.entries(key)) {
    if (typeof direction === 'string') throw notSupported(`a ${direction} index`);
    const number = toNumber(direction);
    if (number === undefined || number === 0 || Number.isNaN(number)) {
      throw cannotCreate('Values in v:2 index key pattern must be numbers above or below 0');
    }
    if (path.includes('$')) throw notSupported('a wildcard index or a $ in an index key');
    parsePath(path);
  }
  return key;
}

function isTrue(flag: unknown): boolean {
  return flag === true || (toNumber(flag) ?? 0) !== 0;
}

function refuseCollation(collation: unknown): void {
  const isSimple =
    collation === undefined || (isDocument(collation) && collation['locale'] === 'simple');
  if (!isSimple) throw notSupported('a collation on an index');
}

function checkPartial(partial: unknown): Document {
  if (!isDocument(partial)) throw cannotCreate('partialFilterExpression must be an object');
  compileFilter(partial);
  const isPlain = Object.entries(partial).every(([path, condition]) => {
    if (path === '$and') return Array.isArray(condition) && condition.every(checkPartial);
    if (path.startsWith('$')) return false;
    if (!isDocument(condition) || Object.keys(condition)[0]?.startsWith('$') !== true) return true;
    if (condition['$exists'] === false) return false;
    return Object.keys(condition).every((operator) => PARTIAL_OPERATORS.has(operator));
  });
  if (!isPlain) throw cannotCreate('Expression not supported in partial index');
  return partial;
}

/** Checks `expireAfterSeconds`, which only a single field can have. */
export function checkTtl(value: unknown, key: Document): number {
  const seconds = toNumber(value);
  if (seconds === undefined || Number.isNaN(seconds) || seconds < 0 || seconds > MAX_TTL_SECONDS) {
    throw cannotCreate('TTL index expireAfterSeconds must be within 0 and 2147483647');
  }
  if (Object.keys(key).length !== 1 || '_id' in key) {
    throw cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL');
  }
  return Math.trunc(seconds);
}

function cannotCreate(message: string): MongoError {
  return new MongoError('CannotCreateIndex', message);
}

/** True when the index is there already; refused when another one is in its way. */
export function isThere(collection: Collection, spec: Document): boolean {
  const { name } = spec;
  const keyBytes = encodeDocument(toPlainKey(checkKey(spec['key'])));
  const sameName = collection.indexes.find((index) => index.name === name);
  const sameKey = collection.indexes.find((index) =>
    encodeDocument(toPlainKey(index.key)).equals(keyBytes),
  );
  if (sameName !== undefined && sameName !== sameKey) {
    throw new MongoError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index: ${String(name)}`,
    );
  }
  if (sameKey === undefined || isOtherIndex(sameKey, spec)) return false;
  if (encodeDocument(sameKey.spec).equals(encodeDocument(spec))) return true;
  throw new MongoError(
    'IndexOptionsConflict',
    `Index already exists with a different name or options: ${sameKey.name}`,
  );
}

/** Two indexes on one key may stand beside each other when their partial filters differ. */
function isOtherIndex({ name, spec }: Index, wanted: Document): boolean {
  const filters = [spec, wanted].map((one) =>
    encodeDocument({ f: one['partialFilterExpression'] ?? null }),
  );
  return name !== wanted['name'] && filters[0]?.equals(filters[1] ?? Buffer.alloc(0)) === false;
}

function toPlainKey(key: Document): Document {
  const entries = Object.entries(key);
  return Object.fromEntries(
    entries.map(([path, direction]) => [path, Math.sign(toNumber(direction) ?? 1)]),
  );
}

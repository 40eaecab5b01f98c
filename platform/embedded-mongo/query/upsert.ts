import { BSONRegExp, ObjectId } from 'bson';
import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import { isOperatorDocument } from './operators.ts';
import { parsePath, type Path, pathsOverlap } from './paths.ts';
import {
  compileUpdate,
  isOperatorUpdate,
  isPipeline,
  type Update,
  type UpdateOptions,
} from './update.ts';
import { modifyDocument } from './update-path.ts';
import { isDocument } from './values.ts';

/** The document that an upsert inserts: the filter's equalities, then the update; `_id` is made when absent. */
export function buildUpsert(filter: Document, update: Update, options: UpdateOptions): Document {
  const isReplacement = !isPipeline(update) && !isOperatorUpdate(update);
  const equalities = [...equalitiesOf(filter)].filter(
    ({ path }) => !isReplacement || (path[0] === '_id' && path.length === 1),
  );
  refuseOverlaps(equalities.map(({ path }) => path));
  const base = equalities.reduce<Document>(
    (document, { path, value }) =>
      modifyDocument(document, path, { creates: true, apply: () => value }),
    {},
  );
  const made = compileUpdate(update, { ...options, isInsert: true })(base);
  return Object.hasOwn(made, '_id') ? made : { _id: new ObjectId(), ...made };
}

function* equalitiesOf(filter: Document): Generator<{ path: Path; value: unknown }> {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' || name === '$or') {
      const parts = Array.isArray(condition) ? condition.filter(isDocument) : [];
      if (name === '$and' || parts.length === 1)
        for (const part of parts) yield* equalitiesOf(part);
    } else if (!name.startsWith('$')) {
      for (const value of equalValuesOf(condition)) yield { path: parsePath(name), value };
    }
  }
}

/** The values that a condition fixes: a plain value, `$eq`, those of `$all`, or `$in` of only one. */
function equalValuesOf(condition: unknown): unknown[] {
  if (condition instanceof BSONRegExp) return [];
  if (!isOperatorDocument(condition)) return [condition];
  const { $eq, $in, $all } = condition;
  const only = Array.isArray($in) && $in.length === 1 ? $in : [];
  const listed: unknown[] = [...only, ...(Array.isArray($all) ? $all : [])];
  const plain = listed.filter((item) => !(item instanceof BSONRegExp) && !isOperatorDocument(item));
  return Object.hasOwn(condition, '$eq') ? [$eq, ...plain] : plain;
}

function refuseOverlaps(paths: readonly Path[]): void {
  for (const [index, path] of paths.entries()) {
    if (!paths.slice(index + 1).some((other) => pathsOverlap(path, other))) continue;
    throw new MongoError(
      'NotSingleValueField',
      `cannot infer query fields to set, path '${path.join('.')}' is matched twice`,
    );
  }
}

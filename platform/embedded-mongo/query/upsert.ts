import { BSONRegExp, ObjectId } from 'bson';
import type { Document } from '../types.ts';
import { isOperatorDocument } from './filter.ts';
import { parsePath, type Path, refuseOverlaps } from './paths.ts';
import { compileUpdate, isOperatorUpdate, isPipeline, type Update } from './update.ts';
import type { UpdateOptions } from './update-operators.ts';
import { modifyDocument } from './update-path.ts';
import { isDocument } from './values.ts';

interface Equality {
  readonly path: Path;
  readonly value: unknown;
}

/** The document that an upsert inserts: the filter's equalities, then the update; `_id` is made when absent. */
export function buildUpsert(filter: Document, update: Update, options: UpdateOptions): Document {
  const isReplacement = !isPipeline(update) && !isOperatorUpdate(update);
  const equalities = equalitiesOf(filter).filter(
    ({ path }) => !isReplacement || path.join('.') === '_id',
  );
  refuseOverlaps(equalities, 'NotSingleValueField');
  const base = equalities.reduce<Document>(
    (document, { path, value }) => modifyDocument(document, path, () => value),
    {},
  );
  const made = compileUpdate(update, { ...options, isInsert: true })(base);
  return Object.hasOwn(made, '_id') ? made : { _id: new ObjectId(), ...made };
}

function equalitiesOf(filter: Document): Equality[] {
  return Object.entries(filter).flatMap(([name, condition]) => {
    const parts = Array.isArray(condition) ? condition.filter(isDocument) : [];
    if (name === '$and' || (name === '$or' && parts.length === 1)) {
      return parts.flatMap(equalitiesOf);
    }
    if (name.startsWith('$')) return [];
    return valuesOf(condition).map((value) => ({ path: parsePath(name), value }));
  });
}

/** The values that a condition fixes: a plain value, `$eq`, those of `$all`, or `$in` of only one. */
function valuesOf(condition: unknown): unknown[] {
  if (!isOperatorDocument(condition)) return condition instanceof BSONRegExp ? [] : [condition];
  const { $eq, $in, $all } = condition;
  const listed: unknown[] = [$in, $all].flatMap((list, index) =>
    Array.isArray(list) && (index === 1 || list.length === 1) ? list : [],
  );
  const plain = listed.filter((item) => !(item instanceof BSONRegExp) && !isOperatorDocument(item));
  return $eq === undefined ? plain : [$eq, ...plain];
}

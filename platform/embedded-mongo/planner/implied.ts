import { encodeDocument } from '../bson/encode.ts';
import { compareValues, compileFilter, isDocument } from '../query/index.ts';
import { rankOf } from '../storage/keys.ts';
import type { Document } from '../types.ts';
import { documentsOf, readConditions, type Condition } from './conditions.ts';

/** True when what a query says of its paths implies a partial index's filter. */
export function isImplied(
  partial: Document,
  paths: ReadonlyMap<string, readonly Condition[]>,
): boolean {
  return Object.entries(partial).every(([path, wanted]) => {
    if (path === '$and') return documentsOf(wanted).every((part) => isImplied(part, paths));
    if (path.startsWith('$')) return false;
    const conditions = paths.get(path) ?? [];
    return toParts(wanted).every((part) => conditions.some((known) => implies(known, part)));
  });
}

function toParts(wanted: unknown): unknown[] {
  const isOperators = isDocument(wanted) && Object.keys(wanted)[0]?.startsWith('$') === true;
  return isOperators
    ? Object.entries(wanted).map(([operator, operand]) => ({ [operator]: operand }))
    : [wanted];
}

/** Does every value that meets `known` meet `wanted`, one value or one operator? */
function implies(known: Condition, wanted: unknown): boolean {
  const test = compileFilter({ x: wanted });
  if (known.kind === 'points') {
    // A null point is also met by a missing field.
    return known.values.every((x) => test({ x }) && (x !== null || test({})));
  }
  if (isSame({ x: wanted }, { x: { $exists: true } })) return true;
  return (known.kind === 'above' || known.kind === 'below') && rangeImplies(known, wanted);
}

type Bound = Extract<Condition, { readonly isInclusive: boolean }>;

function rangeImplies(known: Bound, wanted: unknown): boolean {
  const [bound] = readConditions({ x: wanted }).paths.get('x') ?? [];
  if (bound?.kind !== known.kind || rankOf(bound.value) !== rankOf(known.value)) return false;
  const order = compareValues(known.value, bound.value) * (known.kind === 'above' ? 1 : -1);
  return order > 0 || (order === 0 && (bound.isInclusive || !known.isInclusive));
}

function isSame(a: Document, b: Document): boolean {
  return encodeDocument(a).equals(encodeDocument(b));
}

import { EJSON } from 'bson';
import { type Doc, isDoc } from './shapes.ts';

/** What `$$` operators may refer to. */
export interface MatchContext {
  readonly entities: ReadonlyMap<string, unknown>;
  /** The logical session id of a session entity. */
  readonly lsidOf: (entity: string) => unknown;
}

/** The matching of the unified test format: extra fields are allowed in the root document only. */
export function findMismatch(
  expected: unknown,
  given: unknown,
  context: MatchContext,
  path = '',
): string | undefined {
  const isRoot = path === '';
  // The driver keeps a sort and an index key as a Map.
  const actual = given instanceof Map ? Object.fromEntries(given) : given;
  if (Array.isArray(expected)) return compareLists(expected, actual, context, path);
  if (!isPlain(expected)) return compareScalars(expected, actual, path);
  const [operator = ''] = Object.keys(expected);
  if (operator.startsWith('$$')) {
    return applyOperator(operator, expected[operator], actual, actual !== undefined, context, path);
  }
  if (!isDoc(actual)) return `${path}: no document but ${show(actual)}`;
  for (const [field, value] of Object.entries(expected)) {
    const at = `${path}.${field}`;
    const has = Object.hasOwn(actual, field) && actual[field] !== undefined;
    const special = isPlain(value) ? (Object.keys(value)[0] ?? '') : '';
    const mismatch =
      isPlain(value) && special.startsWith('$$')
        ? applyOperator(special, value[special], actual[field], has, context, at)
        : has
          ? findMismatch(value, actual[field], context, at)
          : `${at}: missing`;
    if (mismatch !== undefined) return mismatch;
  }
  const extra = Object.keys(actual).find(
    (field) => actual[field] !== undefined && !(field in expected),
  );
  return isRoot || extra === undefined ? undefined : `${path}.${extra}: not expected`;
}

function applyOperator(
  operator: string,
  argument: unknown,
  actual: unknown,
  has: boolean,
  context: MatchContext,
  path: string,
): string | undefined {
  switch (operator) {
    case '$$exists':
      return has === argument ? undefined : `${path}: ${has ? 'present' : 'missing'}`;
    case '$$unsetOrMatches':
      return has && actual !== null ? findMismatch(argument, actual, context, path) : undefined;
    case '$$type': {
      const types = Array.isArray(argument) ? argument : [argument];
      return types.some((type) => hasType(actual, String(type)))
        ? undefined
        : `${path}: ${show(actual)} is no ${types.join()}`;
    }
    case '$$sessionLsid':
      return findMismatch(context.lsidOf(String(argument)), actual, context, path);
    default:
      throw new Error(`the runner does not know ${operator}`);
  }
}

/** The driver's own copy of the BSON classes is told by tag, not by class. */
function hasType(value: unknown, type: string): boolean {
  const tag = isDoc(value) ? value['_bsontype'] : undefined;
  switch (type) {
    case 'int':
    case 'long':
      return Number.isInteger(value) || tag === 'Int32' || tag === 'Long';
    case 'double':
      return typeof value === 'number' || tag === 'Double';
    case 'string':
      return typeof value === 'string';
    case 'object':
      return isPlain(value);
    case 'array':
      return Array.isArray(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'date':
      return value instanceof Date;
    case 'objectId':
      return tag === 'ObjectId';
    case 'binData':
      return tag === 'Binary';
    default:
      throw new Error(`the runner does not know the type ${type}`);
  }
}

function compareLists(
  expected: unknown[],
  actual: unknown,
  context: MatchContext,
  path: string,
): string | undefined {
  if (!Array.isArray(actual)) return `${path}: no list but ${show(actual)}`;
  if (actual.length !== expected.length)
    return `${path}: ${actual.length} items, not ${expected.length}`;
  for (const [index, item] of expected.entries()) {
    const mismatch = findMismatch(item, actual[index], context, `${path}[${index}]`);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

function compareScalars(expected: unknown, actual: unknown, path: string): string | undefined {
  return show(expected) === show(actual)
    ? undefined
    : `${path}: ${show(actual)}, not ${show(expected)}`;
}

/** True for a document, false for lists and for BSON's own classes. */
function isPlain(value: unknown): value is Doc {
  return isDoc(value) && value['_bsontype'] === undefined && !(value instanceof Date);
}

/** Numbers compare by value whatever their BSON type. */
function show(value: unknown): string {
  return EJSON.stringify({ value }, { relaxed: true });
}

import { type Doc, isObj, num, order, same } from './order.ts';
import { trusted } from '../../trusted.ts';

/** Query operators as the manual tells them: list the values of a path, then ask each. */
const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part);

export function wholes(value: unknown, parts: string[], unpack = false): unknown[] {
  const [head, ...rest] = parts;
  if (head === undefined) return unpack && Array.isArray(value) ? [...value, value] : [value];
  if (Array.isArray(value)) {
    const found = value.filter(isObj).flatMap((item) => wholes(item, parts, unpack));
    if (!isIndex(head) || Number(head) >= value.length) return found;
    const item: unknown = value[Number(head)];
    if (rest.length === 0) return [...found, item];
    return isObj(item) || Array.isArray(item) ? [...found, ...wholes(item, rest, unpack)] : found;
  }
  if (!isObj(value)) return [undefined];
  return wholes(Object.hasOwn(value, head) ? value[head] : undefined, rest, unpack);
}

const kind = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  if (num(value) !== undefined) return 'number';
  if (Array.isArray(value)) return 'array';
  return value instanceof Date ? 'date' : typeof value;
};

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => num(value) !== undefined,
  array: (value) => Array.isArray(value),
  object: isObj,
  null: (value) => value === null,
  date: (value) => value instanceof Date,
  bool: (value) => typeof value === 'boolean',
};

function equals(value: unknown, wanted: unknown): boolean {
  return wanted === null ? value === null || value === undefined : same(value, wanted);
}

function compares(name: string, value: unknown, wanted: unknown): boolean {
  if (kind(value) !== kind(wanted)) return false;
  const result = kind(value) === 'null' ? 0 : order(value, wanted);
  if (name === '$gt') return result > 0;
  if (name === '$gte') return result >= 0;
  return name === '$lt' ? result < 0 : result <= 0;
}

function isOperators(value: unknown): value is Doc {
  return isObj(value) && Object.keys(value).some((key) => key.startsWith('$'));
}

/** `each` gives the single values, `whole` the values with arrays kept together. */
function holds(each: unknown[], whole: unknown[], name: string, argument: unknown): boolean {
  const list = trusted<unknown[]>(argument);
  switch (name) {
    case '$eq':
      return each.some((value) => equals(value, argument));
    case '$ne':
      return !each.some((value) => equals(value, argument));
    case '$in':
      return each.some((value) => list.some((wanted) => equals(value, wanted)));
    case '$nin':
      return !each.some((value) => list.some((wanted) => equals(value, wanted)));
    case '$exists':
      return whole.some((value) => value !== undefined) === Boolean(argument);
    case '$type':
      return each.some((value) => TYPES[String(argument)]?.(value));
    case '$size':
      return whole.some((value) => Array.isArray(value) && value.length === argument);
    case '$all':
      return list.length > 0 && list.every((wanted) => each.some((value) => equals(value, wanted)));
    case '$not':
      return !Object.entries(trusted<Doc>(argument)).every(([inner, value]) =>
        holds(each, whole, inner, value),
      );
    case '$elemMatch':
      return whole.some(
        (value) =>
          Array.isArray(value) && value.some((item) => element(item, trusted<Doc>(argument))),
      );
    default:
      return each.some((value) => compares(name, value, argument));
  }
}

export function element(item: unknown, argument: Doc): boolean {
  if (!isOperators(argument)) return isObj(item) && match(item, argument);
  return Object.entries(argument).every(([name, value]) => holds([item], [item], name, value));
}

export function match(doc: Doc, filter: Doc): boolean {
  return Object.entries(filter).every(([name, value]) => {
    const parts = trusted<Doc[]>(value);
    if (name === '$and') return parts.every((part) => match(doc, part));
    if (name === '$or') return parts.some((part) => match(doc, part));
    if (name === '$nor') return !parts.some((part) => match(doc, part));
    const each = wholes(doc, name.split('.'), true);
    const whole = wholes(doc, name.split('.'));
    if (!isOperators(value)) return holds(each, whole, '$eq', value);
    return Object.entries(value).every(([inner, argument]) => holds(each, whole, inner, argument));
  });
}

/** The index of the element that an `$elemMatch` on an array field found. */
export function position(doc: Doc, field: string, condition: Doc): number {
  const array = trusted<unknown[]>(doc[field]);
  return array.findIndex((item) => element(item, trusted<Doc>(condition['$elemMatch'])));
}

import { element, match, position } from './match.ts';
import { type Doc, isObj, num, order, Refused, same, sameKind } from './order.ts';
import { trusted } from '../../trusted.ts';

/** Update operators on a deep copy, one path at a time, in the order of the paths. */
type Change = (old: unknown, has: boolean) => unknown;
const GONE = Symbol('gone');

function walk(at: unknown, parts: string[], creates: boolean, change: Change): void {
  const [head = '', ...rest] = parts;
  const isArray = Array.isArray(at);
  const index = /^\d+$/.test(head) ? Number(head) : -1;
  if (!isObj(at) && !(isArray && index >= 0)) {
    if (creates) throw new Refused('the path runs into a scalar');
    return;
  }
  const holder = trusted<Doc>(at);
  const has = Object.hasOwn(holder, head);
  if (rest.length > 0) {
    if (!has && !creates) return;
    if (!has) {
      const made: Doc = {};
      walk(made, rest, creates, change);
      put(holder, head, made);
      return;
    }
    walk(holder[head], rest, creates, change);
    return;
  }
  if (!has && !creates) return;
  const next = change(holder[head], has);
  if (next === GONE && isArray) holder[head] = null;
  else if (next === GONE) delete holder[head];
  else put(holder, head, next);
}

function put(holder: Doc, head: string, value: unknown): void {
  if (Array.isArray(holder)) while (holder.length < Number(head)) holder.push(null);
  holder[head] = value;
}

function number(value: unknown): number {
  const found = num(value);
  if (found === undefined) throw new Refused('no number');
  return found;
}

function list(value: unknown, has: boolean): unknown[] {
  if (!has) return [];
  if (!Array.isArray(value)) throw new Refused('no array');
  return value;
}

function push(argument: unknown, old: unknown[]): unknown[] {
  if (!isObj(argument) || !('$each' in argument)) return [...old, argument];
  return [...old, ...trusted<unknown[]>(argument['$each'])];
}

function pulls(item: unknown, condition: unknown): boolean {
  return isObj(condition) ? element(item, condition) : same(item, condition);
}

function addToSet(argument: unknown, old: unknown[]): unknown[] {
  const each =
    isObj(argument) && '$each' in argument ? trusted<unknown[]>(argument['$each']) : [argument];
  return each.reduce<unknown[]>(
    (set, item) => (set.some((one) => same(one, item)) ? set : [...set, item]),
    old,
  );
}

const CREATES = new Set(['$set', '$setOnInsert', '$inc', '$min', '$max', '$push', '$addToSet']);

function changeOf(name: string, argument: unknown): Change {
  switch (name) {
    case '$unset':
      return () => GONE;
    case '$inc':
      return (old, has) =>
        has ? sameKind(number(old) + number(argument), old, argument) : argument;
    case '$min':
      return (old, has) => (!has || order(argument, old) < 0 ? argument : old);
    case '$max':
      return (old, has) => (!has || order(argument, old) > 0 ? argument : old);
    case '$push':
      return (old, has) => push(argument, list(old, has));
    case '$addToSet':
      return (old, has) => addToSet(argument, list(old, has));
    case '$pull':
      return (old) => list(old, true).filter((item) => !pulls(item, argument));
    default:
      return () => argument;
  }
}

/** Finds what `$[]`, `$[x]` and `$` mean; the cases use them only directly below a top field. */
function concrete(doc: Doc, path: string, filters: Doc[], query: Doc): string[] {
  const [field = '', mark = '', ...rest] = path.split('.');
  if (!mark.startsWith('$')) return [path];
  const array = doc[field];
  if (!Array.isArray(array)) throw new Refused('no array');
  const on = (index: number): string => [field, index, ...rest].join('.');
  if (mark === '$') {
    const index = position(doc, field, trusted<Doc>(query[field]));
    return [on(index)];
  }
  if (mark === '$[]') return array.map((_, index) => on(index));
  return array.flatMap((item, index) =>
    filters.every((filter) => match({ x: item }, filter)) ? [on(index)] : [],
  );
}

const byParts = (a: string, b: string): number => {
  const [left, right] = [a.split('.'), b.split('.')];
  for (const [i, part] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (part === other) continue;
    return /^\d+$/.test(part + other) ? Number(part) - Number(other) : order(part, other);
  }
  return left.length - right.length;
};

export function update(doc: Doc, spec: Doc, filters: Doc[] = [], query: Doc = {}): Doc {
  const copy = copyOf(doc);
  const work = Object.entries(spec).flatMap(([name, fields]) =>
    Object.entries(trusted<Doc>(fields)).map(([path, argument]) => ({ name, path, argument })),
  );
  refuseConflicts(work.map(({ path }) => path));
  const steps = work.flatMap((step) =>
    concrete(doc, step.path, filters, query).map((path) => ({ ...step, path })),
  );
  refuseConflicts(steps.map(({ path }) => path));
  for (const { name, path, argument } of steps.toSorted((a, b) => byParts(a.path, b.path))) {
    walk(copy, path.split('.'), CREATES.has(name), changeOf(name, argument));
  }
  return copy;
}

function refuseConflicts(paths: string[]): void {
  for (const [i, one] of paths.entries()) {
    for (const other of paths.slice(i + 1)) {
      if (`${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`))
        throw new Refused('conflict');
    }
  }
}

/** A copy by hand, so that Dates and Doubles keep their classes. */
export function copyOf(doc: Doc): Doc {
  return Object.fromEntries(Object.entries(doc).map(([key, item]) => [key, copyValue(item)]));
}

function copyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyValue);
  return isObj(value) ? copyOf(value) : value;
}

import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';

/** The keys of one document in one index: one tuple of values for each array element. */
export interface KeyTuples {
  readonly tuples: readonly (readonly unknown[])[];
  /** True when an array was taken apart. */
  readonly isMultikey: boolean;
  /** True when no indexed field exists (a sparse index leaves the document out). */
  readonly isAbsent: boolean;
}

interface Walk {
  isMultikey: boolean;
  found: boolean;
}

/** Values of an index's paths as MongoDB keys them: missing is null, an empty array is undefined. */
export function toKeyTuples(document: Document, paths: readonly (readonly string[])[]): KeyTuples {
  const walk: Walk = { isMultikey: false, found: false };
  const tuples = expand(
    paths.map(() => document),
    paths,
    walk,
  );
  return { tuples, isMultikey: walk.isMultikey, isAbsent: !walk.found };
}

/** `nodes[i]` is where path i stands and `paths[i]` what it has left to walk. */
function expand(
  nodes: readonly unknown[],
  paths: readonly (readonly string[])[],
  walk: Walk,
): unknown[][] {
  const values: unknown[] = [];
  const pending: (readonly string[])[] = [];
  let array: readonly unknown[] | undefined;
  for (let i = 0; i < paths.length; i++) {
    const { node, rest } = descend(nodes[i], paths[i] ?? []);
    values.push(node);
    pending.push(rest);
    if (!Array.isArray(node)) continue;
    if (array !== undefined && array !== node) throw parallelArrays();
    array = node;
  }
  if (array === undefined) return [values.map((value) => toLeaf(value, walk))];
  walk.isMultikey = true;
  const shared = array;
  const elements = shared.length === 0 ? [undefined] : shared;
  if (shared.length === 0) walk.found = true;
  return elements.flatMap((element) => {
    const next = values.map((value, i) => elementFor(value, element, shared, pending[i] ?? []));
    const rest = pending.map((path, i) => (values[i] === shared ? path : []));
    return next.some((value, i) => value === shared || (rest[i]?.length ?? 0) > 0)
      ? expand(next, rest, walk)
      : [next.map((value) => toLeaf(value, walk))];
  });
}

const ABSENT = Symbol('absent');

function descend(start: unknown, path: readonly string[]) {
  let node = start;
  let at = 0;
  for (; at < path.length; at++) {
    const part = path[at] ?? '';
    if (Array.isArray(node)) {
      if (!/^\d+$/.test(part)) break;
      node = Number(part) < node.length ? node[Number(part)] : ABSENT;
    } else node = childOf(node, part);
  }
  return { node, rest: path.slice(at) };
}

function childOf(node: unknown, part: string): unknown {
  return isPlainObject(node) && Object.hasOwn(node, part) ? node[part] : ABSENT;
}

/** An element that is itself an array is indexed whole when the path ends here. */
function elementFor(
  value: unknown,
  element: unknown,
  shared: readonly unknown[],
  rest: readonly string[],
): unknown {
  if (value !== shared) return value;
  if (rest.length === 0) return Array.isArray(element) ? { [WHOLE]: element } : element;
  return Array.isArray(element) || element === undefined ? ABSENT : element;
}

/** Marks an array that is a key by itself. */
const WHOLE = Symbol('whole');

function isPlainObject(value: unknown): value is Document {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

function toLeaf(value: unknown, walk: Walk): unknown {
  if (value === ABSENT) return null;
  walk.found = true;
  return typeof value === 'object' && value !== null && WHOLE in value ? value[WHOLE] : value;
}

function parallelArrays(): MongoError {
  return new MongoError(171, 'cannot index parallel arrays');
}

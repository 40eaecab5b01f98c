import { MongoError, type MongoErrorName } from '../errors.ts';
import { type Document, setField } from '../types.ts';
import { ensure } from './ensure.ts';
import { childOf, type Path, toIndex } from './paths.ts';
import { isDocument, isSameValue, typeOf } from './values.ts';

/** Paths joined by their common parts: each place has a leaf or branches. */
export interface Tree<Leaf> {
  leaf?: Leaf;
  readonly branches: Map<string, Tree<Leaf>>;
}

/** Something that is done at a path. */
export interface Planned<Leaf> {
  readonly path: Path;
  readonly leaf: Leaf;
}

/** Makes the new value of a path from the old; undefined on either side is a field that is not there. */
export type Change = (old: unknown, argument?: unknown) => unknown;

const MAX_PADDING = 1_500_000;

/** Joins paths; the code for two of which one is the other or lies inside it. */
export function toTree<Leaf>(
  planned: readonly Planned<Leaf>[],
  code: MongoErrorName | number,
): Tree<Leaf> {
  const root: Tree<Leaf> = { branches: new Map() };
  for (const { path, leaf } of planned) {
    let place = root;
    for (const part of path) {
      const next: Tree<Leaf> = place.branches.get(part) ?? { branches: new Map() };
      place.branches.set(part, next);
      place = next;
      ensure(place.leaf === undefined, code, `another path ends before '${path.join('.')}'`);
    }
    ensure(place.branches.size === 0, code, `another path goes on behind '${path.join('.')}'`);
    place.leaf = leaf;
  }
  return root;
}

/** Changes a document and returns a copy, or the document itself if nothing changed. */
export function changeDocument(
  document: Document,
  changes: Tree<Change>,
  argument?: unknown,
): Document {
  const changed = change(document, changes, argument);
  return isDocument(changed) ? changed : document;
}

/** Makes missing documents on the way only for a value; code 28 where there is no way. */
function change(value: unknown, { leaf, branches }: Tree<Change>, argument: unknown): unknown {
  if (leaf !== undefined) {
    const next = leaf(value, argument);
    return isSameValue(value, next) ? value : next;
  }
  let made = value;
  for (const [part, branch] of branches) {
    const old = childOf(made, part);
    const next = change(old, branch, argument);
    if (Object.is(old, next)) continue;
    if (made === value) made = copyOf(value);
    setChild(made, part, next);
  }
  return made;
}

function copyOf(value: unknown): unknown {
  if (isDocument(value)) return { ...value };
  if (Array.isArray(value)) return [...value];
  return value === undefined ? {} : value;
}

/** Sets one child of a copy; code 28 where there can be none. */
function setChild(parent: unknown, part: string, value: unknown): void {
  if (isDocument(parent)) {
    if (value === undefined) Reflect.deleteProperty(parent, part);
    else setField(parent, part, value);
    return;
  }
  const index = toIndex(part);
  if (!Array.isArray(parent) || index === undefined) {
    throw new MongoError('PathNotViable', `Cannot create field '${part}' in a ${typeOf(parent)}`);
  }
  ensure(index - parent.length <= MAX_PADDING, 'BadValue', 'cannot backfill an array so far');
  while (parent.length < index) parent.push(null);
  parent[index] = value ?? null;
}

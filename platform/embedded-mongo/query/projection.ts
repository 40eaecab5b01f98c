import { notSupported } from '../errors.ts';
import type { Document } from '../types.ts';
import { ensure, readEntry } from './ensure.ts';
import { compileExpression, type ExpressionOptions } from './expression.ts';
import { compileElementTest } from './filter.ts';
import { isNumeric, toWhole } from './numbers.ts';
import { getField, parsePath, setPresent } from './paths.ts';
import { type Planned, toTree, type Tree } from './tree.ts';
import { isDocument, isTruthy } from './values.ts';

export type Transform = (document: Document) => Document;

/** Makes a field's value, undefined for none, from the old one and the whole document. */
type Apply = (old: unknown, root: Document) => unknown;

/** What a projection does at one path. */
interface Leaf {
  readonly kind: 'include' | 'exclude' | 'slice' | 'compute';
  readonly apply: Apply;
}

/** Where a specification of fields stands. */
type Place = 'find' | '$project' | '$set';

/** Compiles a find projection: `$slice` and `$elemMatch` besides what `$project` takes. */
export function compileProjection(spec: Document, options: ExpressionOptions = {}): Transform {
  if (Object.keys(spec).length === 0) return (document) => document;
  return compileFields(spec, 'find', options);
}

/** A stage of a pipeline: its name and its specification. */
export type NamedStage = readonly [name: string, spec: unknown];

/** Reads a stage; code 40323 unless it has one name. */
export const readStage = (stage: unknown): NamedStage => readEntry(stage, 'a stage', 40323);

/** Compiles a stage that turns one document into one, as updates may have it; undefined for any other. */
export function compileDocumentStage(
  [name, spec]: NamedStage,
  options: ExpressionOptions,
): Transform | undefined {
  if (name === '$project') return compileFields(spec, name, options);
  if (name === '$set' || name === '$addFields') return compileFields(spec, '$set', options);
  if (name !== '$unset') return undefined;
  const fields: unknown[] = Array.isArray(spec) ? spec : [spec];
  const isNames = fields.every((field) => typeof field === 'string');
  ensure(isNames, 31002, '$unset specification must be a string or an array of strings');
  const exclusion = Object.fromEntries(fields.map((field) => [field, 0]));
  return compileFields(exclusion, '$project', options);
}

/** Codes 31254 for inclusion mixed with exclusion and 31249 for paths that collide. */
function compileFields(spec: unknown, place: Place, options: ExpressionOptions): Transform {
  const leaves = readLeaves(spec, place, options);
  const deciding = leaves.filter(
    ({ path, leaf }) => leaf.kind !== 'exclude' || path.join() !== '_id',
  );
  const kinds = new Set(deciding.map(({ leaf }) => leaf.kind));
  const isInclusion = place !== '$set' && (kinds.has('include') || kinds.has('compute'));
  const isMixed = isInclusion && kinds.has('exclude');
  ensure(!isMixed, 31254, 'Cannot do exclusion in an inclusion projection');
  if (isInclusion && !leaves.some(({ path }) => path[0] === '_id')) {
    leaves.push({ path: ['_id'], leaf: { kind: 'include', apply: keep } });
  }
  const apply = compileLevel(toTree(leaves, 31249), !isInclusion);
  return (document) => {
    const made = apply(document, document);
    return isDocument(made) ? made : document;
  };
}

function readLeaves(
  spec: unknown,
  place: Place,
  options: ExpressionOptions,
  prefix = '',
): Planned<Leaf>[] {
  const isSpec = isDocument(spec) && Object.keys(spec).length > 0;
  ensure(isSpec, 40272, `an object of fields is needed at '${prefix}'`);
  return Object.entries(spec).flatMap(([field, value]) => {
    const name = prefix + field;
    const leaf = readLeaf(name, value, place, options);
    if (leaf === undefined) return readLeaves(value, place, options, `${name}.`);
    const path = parsePath(name);
    const isPlain = !path.some((part) => part.startsWith('$'));
    if (!isPlain) throw notSupported(`the path '${name}' in a projection`, 16410);
    return [{ path, leaf }];
  });
}

/** Reads what stands at a path; undefined for a document of further paths. */
function readLeaf(
  name: string,
  value: unknown,
  place: Place,
  options: ExpressionOptions,
): Leaf | undefined {
  if (place !== '$set' && (typeof value === 'boolean' || isNumeric(value))) {
    return isTruthy(value) ? { kind: 'include', apply: keep } : { kind: 'exclude', apply: drop };
  }
  if (isDocument(value)) {
    const { $slice, $elemMatch } = place === 'find' ? value : {};
    if ($slice !== undefined) return { kind: 'slice', apply: compileSlice($slice) };
    if ($elemMatch !== undefined) {
      ensure(!name.includes('.'), 31275, `Cannot use $elemMatch on a nested field: ${name}`);
      return { kind: 'compute', apply: compileElementMatch(name, $elemMatch, options) };
    }
    if (Object.keys(value)[0]?.startsWith('$') !== true) return undefined;
  }
  const evaluate = compileExpression(value, options);
  return { kind: 'compute', apply: (_, root) => evaluate(root) };
}

const keep = (old: unknown): unknown => old;

const drop = (): undefined => undefined;

/** Applies the leaves below one level; what an inclusion computes comes last, in its own order. */
function compileLevel({ branches }: Tree<Leaf>, keepsOthers: boolean): Apply {
  const inPlace = new Map<string, Apply>();
  const computed = new Map<string, Apply>();
  const otherwise = keepsOthers ? keep : drop;
  for (const [field, branch] of branches) {
    const apply = branch.leaf?.apply ?? compileLevel(branch, keepsOthers);
    if (isComputed(branch)) computed.set(field, apply);
    if (keepsOthers || branch.leaf?.kind !== 'compute') inPlace.set(field, apply);
  }
  const applyOne = (value: unknown, root: Document): unknown => {
    if (Array.isArray(value)) {
      const items = value.filter((item) => keepsOthers || isDocument(item) || Array.isArray(item));
      return items.map((item) => applyOne(item, root));
    }
    if (!isDocument(value) && computed.size === 0) return keepsOthers ? value : undefined;
    const result: Document = {};
    const source = isDocument(value) ? value : {};
    for (const field of Object.keys(source)) {
      const apply = inPlace.get(field) ?? otherwise;
      if (apply !== drop) setPresent(result, field, apply(source[field], root));
    }
    for (const [field, apply] of computed) {
      if (!Object.hasOwn(result, field)) setPresent(result, field, apply(undefined, root));
    }
    return result;
  };
  return applyOne;
}

function isComputed({ leaf, branches }: Tree<Leaf>): boolean {
  return leaf?.kind === 'compute' || [...branches.values()].some(isComputed);
}

/** Find's `$slice`: a count from either end, or [skip, limit]. */
function compileSlice(argument: unknown): Apply {
  const isPair = Array.isArray(argument) && argument.length === 2;
  const [first = 0, limit = 1] = isPair ? argument.map(toWhole) : [toWhole(argument)];
  if (Number.isNaN(first + limit)) throw notSupported('$slice by anything but whole numbers');
  ensure(limit > 0, 28724, '$slice limit must be positive');
  return (old) => {
    if (!Array.isArray(old)) return old;
    if (!isPair) return first < 0 ? old.slice(first) : old.slice(0, first);
    const start = first < 0 ? Math.max(0, old.length + first) : first;
    return old.slice(start, start + limit);
  };
}

function compileElementMatch(name: string, argument: unknown, options: ExpressionOptions): Apply {
  const test = compileElementTest(argument, options);
  return (_, root) => {
    const value = getField(root, name);
    const found: unknown[] = Array.isArray(value) ? value.filter((item) => test(item)) : [];
    return found.length === 0 ? undefined : found.slice(0, 1);
  };
}

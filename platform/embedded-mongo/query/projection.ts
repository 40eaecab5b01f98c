import { notSupported } from '../errors.ts';
import { type Document, setField } from '../types.ts';
import { ensure } from './ensure.ts';
import { compileExpression, type ExpressionOptions } from './expression.ts';
import { compileElementTest } from './filter.ts';
import { isNumeric, toWhole } from './numbers.ts';
import { getField, parsePath } from './paths.ts';
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

/** Reads what stands at a path; undefined for a document of further paths. */
type ReadLeaf = (value: unknown, name: string) => Leaf | undefined;

/** Compiles a find projection: `$slice` and `$elemMatch` besides what `$project` takes. */
export function compileProjection(spec: Document, options: ExpressionOptions = {}): Transform {
  if (Object.keys(spec).length === 0) return (document) => document;
  return compileProject(spec, options, (value, name) => {
    if (name.endsWith('.$')) throw notSupported('a positional projection');
    if (!isDocument(value) || Object.keys(value).length > 1) return undefined;
    const { $slice, $elemMatch } = value;
    if ($slice !== undefined) return { kind: 'slice', apply: compileSlice($slice) };
    if ($elemMatch === undefined) return undefined;
    ensure(!name.includes('.'), 31275, `Cannot use $elemMatch on a nested field: ${name}`);
    return { kind: 'compute', apply: compileElementMatch(name, $elemMatch, options) };
  });
}

/** A stage of a pipeline, taken apart. */
export interface NamedStage {
  readonly name: string;
  readonly spec: unknown;
}

/** Reads a stage; code 40323 unless it has one name. */
export function readStage(stage: unknown): NamedStage {
  ensure(isDocument(stage), 'TypeMismatch', 'Each element of the pipeline must be an object');
  const [name = '', ...others] = Object.keys(stage);
  const isSingle = name !== '' && others.length === 0;
  ensure(isSingle, 40323, 'A pipeline stage must contain exactly one field.');
  return { name, spec: stage[name] };
}

/** Compiles a stage that turns one document into one, as updates may have it; undefined for any other. */
export function compileDocumentStage(
  { name, spec }: NamedStage,
  options: ExpressionOptions,
): Transform | undefined {
  if (name === '$project') return compileProject(spec, options);
  if (name === '$set' || name === '$addFields') {
    return toTransform(
      readLeaves(spec, (value) => readComputed(value, options)),
      true,
    );
  }
  if (name !== '$unset') return undefined;
  const fields: unknown[] = Array.isArray(spec) ? spec : [spec];
  const isNames = fields.every((field) => typeof field === 'string');
  ensure(isNames, 31002, '$unset specification must be a string or an array of strings');
  return compileProject(Object.fromEntries(fields.map((field) => [field, 0])), options);
}

/** Compiles the `$project` stage; codes 31254 for a mixture and 31249 for paths that collide. */
function compileProject(
  spec: unknown,
  options: ExpressionOptions,
  readSpecial: ReadLeaf = () => undefined,
): Transform {
  const leaves = readLeaves(
    spec,
    (value, name) => readSpecial(value, name) ?? readFlag(value) ?? readComputed(value, options),
  );
  const deciding = leaves.filter(
    ({ path, leaf }) => leaf.kind !== 'exclude' || path.join() !== '_id',
  );
  const kinds = new Set(deciding.map(({ leaf }) => leaf.kind));
  const isInclusion = kinds.has('include') || kinds.has('compute');
  const isMixed = isInclusion && kinds.has('exclude');
  ensure(!isMixed, 31254, 'Cannot do exclusion in an inclusion projection');
  if (isInclusion && !leaves.some(({ path }) => path[0] === '_id')) {
    leaves.push({ path: ['_id'], leaf: { kind: 'include', apply: keep } });
  }
  return toTransform(leaves, !isInclusion);
}

function readLeaves(spec: unknown, readLeaf: ReadLeaf, prefix = ''): Planned<Leaf>[] {
  ensure(isDocument(spec), 40272, 'the specification of fields must be an object');
  ensure(Object.keys(spec).length > 0, 51272, `no fields are specified at '${prefix}'`);
  return Object.entries(spec).flatMap(([field, value]) => {
    const name = prefix + field;
    const leaf = readLeaf(value, name);
    if (leaf === undefined) return readLeaves(value, readLeaf, `${name}.`);
    const path = parsePath(name);
    const isPlain = !path.some((part) => part.startsWith('$'));
    ensure(isPlain, 16410, `FieldPath field names may not start with '$': ${name}`);
    return [{ path, leaf }];
  });
}

function readFlag(value: unknown): Leaf | undefined {
  if (typeof value !== 'boolean' && !isNumeric(value)) return undefined;
  return isTruthy(value) ? { kind: 'include', apply: keep } : { kind: 'exclude', apply: drop };
}

function readComputed(value: unknown, options: ExpressionOptions): Leaf | undefined {
  const isNested = isDocument(value) && !Object.keys(value).some((name) => name.startsWith('$'));
  if (isNested) return undefined;
  const evaluate = compileExpression(value, options);
  return { kind: 'compute', apply: (_, root) => evaluate(root) };
}

function keep(old: unknown): unknown {
  return old;
}

function drop(): undefined {
  return undefined;
}

function toTransform(leaves: readonly Planned<Leaf>[], keepsOthers: boolean): Transform {
  const apply = compileLevel(toTree(leaves, 31249), keepsOthers);
  return (document) => {
    const made = apply(document, document);
    return isDocument(made) ? made : document;
  };
}

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

function setPresent(target: Document, field: string, value: unknown): void {
  if (value !== undefined) setField(target, field, value);
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

import { MongoError, notSupported } from '../errors.ts';
import type { Document } from '../types.ts';
import { compileExpression, type ExpressionOptions } from './expression/compile.ts';
import type { Evaluate } from './expression/operator.ts';
import { isNumeric, toNumber } from './numbers.ts';
import { parsePath } from './paths.ts';
import { isDocument, isTruthy } from './values.ts';

/** What a projection does with one field; a branch goes on below it. */
export type ProjectionNode =
  | { readonly kind: 'include' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'slice'; readonly slice: (array: unknown[]) => unknown[] }
  | { readonly kind: 'computed'; readonly evaluate: Evaluate }
  | Branch;

export interface Branch {
  readonly kind: 'branch';
  readonly fields: Map<string, ProjectionNode>;
  /** True when something below is computed. */
  hasComputed: boolean;
}

/** Reads a special field of a find projection; undefined when it is none. */
export type ReadSpecial = (path: string, value: unknown) => ProjectionNode | undefined;

export function createBranch(): Branch {
  return { kind: 'branch', fields: new Map(), hasComputed: false };
}

/** Sets a node at a path of the tree; codes 31249 and 31250 where two paths collide. */
function insertNode(tree: Branch, dotted: string, node: ProjectionNode): void {
  const path = parsePath(dotted);
  const last = path.length - 1;
  let at = tree;
  for (const [index, part] of path.entries()) {
    if (part.startsWith('$')) {
      throw new MongoError(16410, `FieldPath field names may not start with '$': ${dotted}`);
    }
    if (node.kind === 'computed') at.hasComputed = true;
    const existing = at.fields.get(part);
    if (index === last) {
      if (existing !== undefined) throw new MongoError(31250, `Path collision at ${dotted}`);
      at.fields.set(part, node);
      return;
    }
    if (existing !== undefined && existing.kind !== 'branch') {
      throw new MongoError(31249, `Path collision at ${dotted} remaining portion ${part}`);
    }
    const next = existing ?? createBranch();
    at.fields.set(part, next);
    at = next;
  }
}

/** Reads a projection into the tree: nested documents are paths, anything odd an expression. */
export function readProjection(
  tree: Branch,
  spec: Document,
  options: ExpressionOptions,
  readSpecial: ReadSpecial,
  prefix = '',
): void {
  for (const [field, value] of Object.entries(spec)) {
    const path = prefix + field;
    const special = readSpecial(path, value);
    if (special !== undefined) {
      insertNode(tree, path.replace(/\.\$$/, ''), special);
    } else if (isDocument(value) && !isExpressionDocument(value)) {
      if (Object.keys(value).length === 0) {
        throw new MongoError(51270, `An empty sub-projection is not a valid value: ${path}`);
      }
      readProjection(tree, value, options, readSpecial, `${path}.`);
    } else {
      insertNode(tree, path, toNode(value, options));
    }
  }
}

/** Reads `$addFields`: every leaf is an expression, 1 too. */
export function readComputed(
  tree: Branch,
  spec: Document,
  options: ExpressionOptions,
  prefix = '',
): void {
  for (const [field, value] of Object.entries(spec)) {
    const path = prefix + field;
    if (!isDocument(value) || isExpressionDocument(value)) {
      insertNode(tree, path, { kind: 'computed', evaluate: compileExpression(value, options) });
      continue;
    }
    if (Object.keys(value).length === 0) throw new MongoError(40180, `an empty object at ${path}`);
    readComputed(tree, value, options, `${path}.`);
  }
}

function isExpressionDocument(value: Document): boolean {
  return Object.keys(value).some((name) => name.startsWith('$'));
}

function toNode(value: unknown, options: ExpressionOptions): ProjectionNode {
  if (typeof value === 'boolean' || isNumeric(value)) {
    return { kind: isTruthy(value) ? 'include' : 'exclude' };
  }
  return { kind: 'computed', evaluate: compileExpression(value, options) };
}

/** Reads find's `$slice`: a count from either end, or [skip, limit]; undefined for the expression. */
export function readSlice(argument: unknown): ProjectionNode | undefined {
  if (isNumeric(argument)) {
    const count = Math.trunc(toNumber(argument));
    return {
      kind: 'slice',
      slice: (array) => (count < 0 ? array.slice(count) : array.slice(0, count)),
    };
  }
  if (!Array.isArray(argument)) throw new MongoError(28667, '$slice needs a number or an array');
  const [skip, limit] = argument.map((item) =>
    isNumeric(item) ? Math.trunc(toNumber(item)) : undefined,
  );
  if (skip === undefined || limit === undefined || argument.length !== 2) {
    throw notSupported('$slice of an expression in a find projection');
  }
  if (limit <= 0) throw new MongoError(28724, '$slice limit must be positive');
  return {
    kind: 'slice',
    slice: (array) => {
      const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
      return array.slice(start, start + limit);
    },
  };
}

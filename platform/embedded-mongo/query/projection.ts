import { MongoError, notSupported } from '../errors.ts';
import { type Document, setField } from '../types.ts';
import type { ExpressionOptions } from './expression/compile.ts';
import type { Env } from './expression/operator.ts';
import { compileElementTest } from './filter.ts';
import { getField } from './paths.ts';
import {
  type Branch,
  createBranch,
  type ProjectionNode,
  readComputed,
  readProjection,
  readSlice,
} from './projection-tree.ts';
import { isDocument } from './values.ts';

export type Transform = (document: Document) => Document;

/** Compiles a find projection. */
export function compileProjection(spec: Document, options: ExpressionOptions = {}): Transform {
  return compileTree(spec, options, (path, value) => {
    if (path.endsWith('.$')) throw notSupported('a positional projection');
    if (!isDocument(value)) return undefined;
    if (Object.hasOwn(value, '$slice')) return readSlice(value['$slice']);
    if (Object.hasOwn(value, '$meta')) throw notSupported('$meta');
    return Object.hasOwn(value, '$elemMatch')
      ? readElementMatch(path, value['$elemMatch'], options)
      : undefined;
  });
}

/** Compiles the `$project` stage. */
export function compileProject(spec: Document, options: ExpressionOptions): Transform {
  if (Object.keys(spec).length === 0) {
    throw new MongoError(51272, 'Invalid $project: it must have at least one field');
  }
  return compileTree(spec, options, () => undefined);
}

/** Compiles `$addFields` and `$set`; a field whose expression is missing is removed. */
export function compileAddFields(spec: Document, options: ExpressionOptions): Transform {
  const tree = createBranch();
  readComputed(tree, spec, options);
  return (document) => compute(document, tree, { root: document });
}

function compileTree(
  spec: Document,
  options: ExpressionOptions,
  readSpecial: (path: string, value: unknown) => ProjectionNode | undefined,
): Transform {
  const tree = createBranch();
  readProjection(tree, spec, options, readSpecial);
  if (tree.fields.size === 0) return (document) => document;
  if (!isInclusion(tree)) return (document) => exclude(document, tree);
  if (!tree.fields.has('_id')) tree.fields.set('_id', { kind: 'include' });
  return (document) => {
    const included = include(document, tree);
    return tree.hasComputed ? compute(included, tree, { root: document }) : included;
  };
}

/** Finds the projection's mode; codes 31253 and 31254 for a mixture. `_id: 0` mixes with all. */
function isInclusion(tree: Branch): boolean {
  const kinds = new Set<string>();
  const visit = (branch: Branch, depth: number): void => {
    for (const [field, node] of branch.fields) {
      if (node.kind === 'branch') visit(node, depth + 1);
      else if (field !== '_id' || depth > 0 || node.kind !== 'exclude') kinds.add(node.kind);
    }
  };
  visit(tree, 0);
  const includes = kinds.has('include') || kinds.has('computed');
  if (includes && kinds.has('exclude')) {
    throw new MongoError(31254, 'Cannot do exclusion in an inclusion projection');
  }
  return includes;
}

function include(document: Document, tree: Branch): Document {
  const result: Document = {};
  for (const field of Object.keys(document)) {
    const node = tree.fields.get(field);
    if (node === undefined) continue;
    const value = includeValue(document[field], node);
    if (value !== undefined) setField(result, field, value);
  }
  return result;
}

function includeValue(value: unknown, node: ProjectionNode): unknown {
  if (node.kind === 'include') return value;
  if (node.kind === 'slice') return Array.isArray(value) ? node.slice(value) : value;
  if (node.kind !== 'branch') return undefined;
  if (isDocument(value)) return include(value, node);
  if (!Array.isArray(value)) return undefined;
  return value
    .filter((item) => isDocument(item) || Array.isArray(item))
    .map((item) => includeValue(item, node));
}

function exclude(document: Document, tree: Branch): Document {
  const result: Document = {};
  for (const field of Object.keys(document)) {
    const node = tree.fields.get(field);
    if (node?.kind === 'exclude') continue;
    const value = document[field];
    setField(result, field, node === undefined ? value : excludeValue(value, node));
  }
  return result;
}

function excludeValue(value: unknown, node: ProjectionNode): unknown {
  if (node.kind === 'slice') return Array.isArray(value) ? node.slice(value) : value;
  if (node.kind !== 'branch') return value;
  if (Array.isArray(value)) return value.map((item) => excludeValue(item, node));
  return isDocument(value) ? exclude(value, node) : value;
}

function compute(document: Document, tree: Branch, env: Env): Document {
  const result = { ...document };
  for (const [field, node] of tree.fields) {
    if (node.kind === 'branch' && node.hasComputed) {
      setField(result, field, computeValue(getField(result, field), node, env));
    } else if (node.kind === 'computed') {
      const value = node.evaluate(env);
      if (value === undefined) Reflect.deleteProperty(result, field);
      else setField(result, field, value);
    }
  }
  return result;
}

function computeValue(value: unknown, node: Branch, env: Env): unknown {
  if (Array.isArray(value)) return value.map((item) => computeValue(item, node, env));
  return compute(isDocument(value) ? value : {}, node, env);
}

function readElementMatch(
  path: string,
  argument: unknown,
  options: ExpressionOptions,
): ProjectionNode {
  if (path.includes('.')) {
    throw new MongoError(31275, `Cannot use $elemMatch projection on a nested field: ${path}`);
  }
  const test = compileElementTest(argument, options);
  return {
    kind: 'computed',
    evaluate: ({ root }) => {
      const value = isDocument(root) ? getField(root, path) : undefined;
      const index = Array.isArray(value) ? value.findIndex((item) => test(item)) : -1;
      return Array.isArray(value) && index >= 0 ? [value[index]] : undefined;
    },
  };
}

import { badValue, failedToParse, MongoError, notSupported } from '../errors.ts';
import type { Document } from '../types.ts';
import { compileFilter, type FilterOptions, type Test } from './filter.ts';
import type { Modifier, ModifierContext } from './modifier.ts';
import { MODIFIERS } from './modifiers.ts';
import {
  getField,
  type MatchDetails,
  parsePath,
  type Path,
  pathsOverlap,
  toIndex,
} from './paths.ts';
import { expandPath, isPositional, modifyDocument, type PositionSource } from './update-path.ts';
import { compareValues, isDocument, typeOf } from './values.ts';

export interface UpdateOptions extends FilterOptions {
  readonly now: Date;
  readonly arrayFilters?: readonly Document[] | undefined;
  /** The query that found the document; `$` in a path is the index that it matched. */
  readonly filter?: Document | undefined;
  /** True for the document that an upsert makes. */
  readonly isInsert?: boolean | undefined;
}

interface Step {
  readonly path: Path;
  readonly modifier: Modifier;
  /** For `$rename`: where the value comes from. */
  readonly source?: Path;
}

/** Compiles `{$set: …}` and the like. */
export function compileOperators(
  update: Document,
  options: UpdateOptions,
): (document: Document) => Document {
  const steps = readSteps(update, { ...options, isInsert: options.isInsert === true });
  const arrayFilters = readArrayFilters(options, steps);
  const hasPositional = steps.some((step) => isPositional(step.path));
  const test = hasPositional ? compileFilter(options.filter ?? {}, options) : undefined;
  return (document) => {
    const concrete = test === undefined ? steps : expandSteps(document, steps, arrayFilters, test);
    return concrete.reduce(applyStep, document);
  };
}

function applyStep(document: Document, step: Step): Document {
  const { path, modifier, source } = step;
  if (source === undefined) return modifyDocument(document, path, modifier);
  const value = readPlain(document, source);
  if (value === undefined) return document;
  readPlain(document, path);
  const without = modifyDocument(document, source, { creates: false, apply: () => undefined });
  return modifyDocument(without, path, { creates: true, apply: () => value });
}

/** Reads a path that `$rename` may take: through documents only. */
function readPlain(document: Document, path: Path): unknown {
  let value: unknown = document;
  for (const part of path) {
    if (Array.isArray(value)) throw badValue('$rename cannot reach into an array element');
    value = isDocument(value) ? getField(value, part) : undefined;
  }
  return value;
}

function readSteps(update: Document, context: ModifierContext): Step[] {
  const steps = Object.entries(update).flatMap(([operator, fields]) => {
    if (!MODIFIERS.has(operator) && operator !== '$rename') throw refuseOperator(operator);
    if (!isDocument(fields)) {
      throw failedToParse(`Modifiers operate on fields, but ${operator} has a ${typeOf(fields)}`);
    }
    return Object.entries(fields).map(([name, value]) => readStep(operator, name, value, context));
  });
  checkConflicts(
    steps.flatMap(({ path, source }) => (source === undefined ? [path] : [path, source])),
  );
  return steps.toSorted((a, b) => comparePaths(a.path, b.path));
}

function refuseOperator(operator: string): MongoError {
  if (operator === '$bit') return notSupported('the update operator $bit');
  return failedToParse(
    `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
  );
}

function readStep(operator: string, name: string, value: unknown, context: ModifierContext): Step {
  const path = parsePath(name);
  checkNames(path);
  const compile = MODIFIERS.get(operator);
  if (compile !== undefined) return { path, modifier: compile(value, context) };
  if (typeof value !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${name}`);
  const target = parsePath(value);
  if (isPositional(path) || isPositional(target)) throw badValue('$rename may not be dynamic');
  if (pathsOverlap(path, target))
    throw badValue(`The source and target field for $rename must differ: ${name}`);
  return { path: target, source: path, modifier: { creates: true, apply: (old) => old } };
}

function checkNames(path: Path): void {
  const [first = ''] = path;
  if (first === '$')
    throw badValue("Cannot have positional (i.e. '$') element in the first position");
  const dollar = path.find((part) => part.startsWith('$') && !/^\$(?:\[.*\])?$/.test(part));
  if (dollar === undefined) return;
  throw new MongoError(
    'DollarPrefixedFieldName',
    `The dollar ($) prefixed field '${dollar}' in '${path.join('.')}' is not allowed`,
  );
}

/** New fields are made in this order: by name, array indexes by number. */
function comparePaths(a: Path, b: Path): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const x = a[at] ?? '';
    const y = b[at] ?? '';
    if (x === y) continue;
    const [i, j] = [toIndex(x), toIndex(y)];
    return i !== undefined && j !== undefined ? i - j : compareValues(x, y);
  }
  return a.length - b.length;
}

function checkConflicts(paths: readonly Path[]): void {
  const ordered = paths.toSorted(comparePaths);
  for (const [index, path] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next === undefined || !pathsOverlap(path, next)) continue;
    throw new MongoError(
      'ConflictingUpdateOperators',
      `Updating the path '${next.join('.')}' would create a conflict at '${path.join('.')}'`,
    );
  }
}

function expandSteps(
  document: Document,
  steps: readonly Step[],
  arrayFilters: PositionSource['arrayFilters'],
  test: Test<Document>,
): Step[] {
  const position = (): number | undefined => {
    const details: MatchDetails = {};
    test(document, details);
    return details.position;
  };
  const concrete = steps.flatMap((step) =>
    isPositional(step.path)
      ? expandPath(document, step.path, { position, arrayFilters }).map((path) => ({
          ...step,
          path,
        }))
      : [step],
  );
  checkConflicts(concrete.map((step) => step.path));
  return concrete;
}

function readArrayFilters(
  options: UpdateOptions,
  steps: readonly Step[],
): Map<string, (element: unknown) => boolean> {
  const filters = new Map<string, (element: unknown) => boolean>();
  for (const filter of options.arrayFilters ?? []) {
    const [identifier, ...others] = new Set(identifiersOf(filter));
    if (identifier === undefined || others.length > 0) {
      throw failedToParse('Error parsing array filter: expected a single top-level field name');
    }
    if (filters.has(identifier)) {
      throw failedToParse(`Found multiple array filters for identifier '${identifier}'`);
    }
    if (!steps.some((step) => step.path.includes(`$[${identifier}]`))) {
      throw failedToParse(`The array filter for identifier '${identifier}' was not used`);
    }
    const test = compileFilter(filter, options);
    filters.set(identifier, (element) => test({ [identifier]: element }));
  }
  return filters;
}

function identifiersOf(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] ?? ''];
    return Array.isArray(value) ? value.filter(isDocument).flatMap(identifiersOf) : [];
  });
}

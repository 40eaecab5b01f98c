import { compileFilter, parseCollation, type FilterOptions } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Document } from '../types.ts';
import { documentsOf } from './bounds.ts';
import { planQuery, type Plan } from './plan.ts';

/** What a command looks for. */
export interface QueryRequest {
  readonly filter: Document;
  readonly sort?: Document | undefined;
  readonly hint?: unknown;
  readonly collation?: unknown;
  readonly let?: Document | undefined;
  readonly now: Date;
}

export interface Query {
  readonly request: QueryRequest;
  readonly options: FilterOptions;
  readonly test: (document: Document) => boolean;
  /** The top fields that the filter and the sort read; undefined when they may read any. */
  readonly fields: ReadonlySet<string> | undefined;
  plan(collection: Collection | undefined): Plan;
}

/** Compiles a request once; it can be planned again whenever the collection has changed. */
export function compileQuery(request: QueryRequest): Query {
  const collation = parseCollation(request.collation);
  const options: FilterOptions = { collation, let: request.let, now: request.now };
  const { filter, sort, hint } = request;
  const isFolded = collation !== undefined;
  return {
    request,
    options,
    test: compileFilter(filter, options),
    fields: fieldsOf(filter, sort),
    plan: (collection) => planQuery(collection, { filter, sort, hint, isFolded }),
  };
}

/** Is one walk exact, so that its documents need no second look? */
export function isExactPlan(plan: Plan): boolean {
  return plan.scans.every(({ isExact }) => isExact);
}

/** Does the plan give the order that was asked for? */
export function isSortedPlan(plan: Plan): boolean {
  return plan.scans.every(({ isSorted }) => isSorted);
}

function fieldsOf(filter: Document, sort: Document | undefined): Set<string> | undefined {
  const fields = new Set(Object.keys(sort ?? {}).map(topOf));
  return addFields(fields, filter) ? fields : undefined;
}

function addFields(fields: Set<string>, filter: Document): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (name === '$and' || name === '$or' || name === '$nor') {
      return documentsOf(value).every((part) => addFields(fields, part));
    }
    if (name.startsWith('$')) return name === '$comment';
    fields.add(topOf(name));
    return true;
  });
}

function topOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

import { compileFilter, parseCollation, type FilterOptions } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Document } from '../types.ts';
import { documentsOf } from './bounds.ts';
import { planQuery, type Plan, type PlanRequest } from './plan.ts';

/** What a command looks for. */
export interface QueryRequest extends PlanRequest {
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
  const { filter, sort, now } = request;
  const collation = parseCollation(request.collation);
  const options: FilterOptions = { collation, let: request.let, now };
  const fields = new Set(Object.keys(sort ?? {}).map(topOf));
  return {
    request,
    options,
    test: compileFilter(filter, options),
    fields: addFields(fields, filter) ? fields : undefined,
    plan: (collection) => planQuery(collection, request, collation !== undefined),
  };
}

/** Adds the top fields that a filter reads; false when they cannot be told. */
function addFields(fields: Set<string>, filter: Document): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (/^\$(and|or|nor)$/.test(name)) {
      return documentsOf(value).every((part) => addFields(fields, part));
    }
    if (!name.startsWith('$')) fields.add(topOf(name));
    return !name.startsWith('$') || name === '$comment';
  });
}

function topOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

import { compileFilter, parseCollation, type FilterOptions } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Document } from '../types.ts';
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

export type Query = ReturnType<typeof compileQuery>;

/** Compiles a request once; it can be planned again whenever the collection has changed. */
export function compileQuery(request: QueryRequest) {
  const collation = parseCollation(request.collation);
  const options: FilterOptions = { collation, let: request.let, now: request.now };
  return {
    request,
    options,
    test: compileFilter(request.filter, options),
    plan: (collection: Collection | undefined): Plan =>
      planQuery(collection, request, collation !== undefined),
  };
}

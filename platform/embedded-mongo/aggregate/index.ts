import { ensure } from '../query/ensure.ts';
import { isDocument } from '../query/values.ts';
import type { Document } from '../types.ts';
import { type Documents, paced, type PipelineContext } from './pipeline.ts';
import { compilePipeline, readCount, runStages } from './stages.ts';

export type { PipelineContext } from './pipeline.ts';

/** The beginning of a pipeline that a find can do, by an index where one serves. */
export interface LeadingFind {
  readonly filter: Document;
  readonly sort: Document | undefined;
  readonly skip: number;
  readonly limit: number | undefined;
  readonly rest: Document[];
}

/** Runs a pipeline over documents; a pipeline that is wrong throws at once, not when read. */
export function runPipeline(
  input: Documents,
  pipeline: readonly Document[],
  context: PipelineContext,
): Documents {
  return runStages(paced(input, context), compilePipeline(pipeline, context));
}

/** Splits off the leading `$match`es and one `$sort`, `$skip` and `$limit` in that order. */
export function splitLeadingMatch(pipeline: readonly Document[]): LeadingFind {
  const rest = [...pipeline];
  const take = (name: string): unknown => {
    const [stage = {}] = rest;
    return Object.keys(stage).join() === name ? rest.shift()?.[name] : undefined;
  };
  const filters: unknown[] = [];
  for (let filter = take('$match'); filter !== undefined; filter = take('$match')) {
    filters.push(filter);
  }
  const [filter = {}, ...others] = filters;
  const [sort, skip, limit] = [take('$sort'), take('$skip'), take('$limit')];
  const isSort = sort === undefined || isDocument(sort);
  const isSound = filters.every(isDocument) && isDocument(filter) && isSort;
  ensure(isSound, 'FailedToParse', '$match and $sort need objects');
  return {
    filter: others.length > 0 ? { $and: filters } : filter,
    sort,
    skip: skip === undefined ? 0 : readCount(skip, 0),
    limit: limit === undefined ? undefined : readCount(limit, 1),
    rest,
  };
}

import { ensure, isDocument } from '../query/index.ts';
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
  const takeSpec = (name: string): unknown => {
    const [stage] = rest;
    if (stage === undefined || Object.keys(stage).join() !== name) return undefined;
    return rest.shift()?.[name];
  };
  const takeDocument = (name: string): Document | undefined => {
    const spec = takeSpec(name);
    ensure(spec === undefined || isDocument(spec), 'FailedToParse', `${name} needs an object`);
    return spec;
  };
  const filters: Document[] = [];
  for (let next = takeDocument('$match'); next !== undefined; next = takeDocument('$match')) {
    filters.push(next);
  }
  const sort = takeDocument('$sort');
  const skip = takeSpec('$skip');
  const limit = takeSpec('$limit');
  return {
    filter: filters.length > 1 ? { $and: filters } : (filters[0] ?? {}),
    sort,
    skip: skip === undefined ? 0 : readCount(skip, 0),
    limit: limit === undefined ? undefined : readCount(limit, 1),
    rest,
  };
}

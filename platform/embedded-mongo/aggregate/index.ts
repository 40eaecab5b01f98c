import { isDocument } from '../query/index.ts';
import { failedToParse, typeMismatch } from '../errors.ts';
import type { Document } from '../types.ts';
import { type Documents, paced, type PipelineContext } from './context.ts';
import { compilePipeline, readCount, runStages } from './stages.ts';

export type { PipelineContext } from './context.ts';

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
  for (const stage of pipeline)
    if (!isDocument(stage)) throw typeMismatch('Each element of the pipeline must be an object');
  const stages = compilePipeline(pipeline, context);
  return runStages(paced(input, context), stages);
}

/** Splits off the leading `$match`es and one `$sort`, `$skip` and `$limit` in that order. */
export function splitLeadingMatch(pipeline: readonly Document[]): LeadingFind {
  const rest = [...pipeline];
  const takeSpec = (name: string): unknown => {
    const [stage] = rest;
    if (stage === undefined || Object.keys(stage).join() !== name) return undefined;
    rest.shift();
    return stage[name];
  };
  const takeDocument = (name: string): Document | undefined => {
    const spec = takeSpec(name);
    if (spec === undefined || isDocument(spec)) return spec;
    throw failedToParse(`${name} needs an object`);
  };
  const filters: Document[] = [];
  for (let next = takeDocument('$match'); next !== undefined; next = takeDocument('$match'))
    filters.push(next);
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

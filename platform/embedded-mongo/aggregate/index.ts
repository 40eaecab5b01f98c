import { ensure } from '../query/ensure.ts';
import { isDocument } from '../query/values.ts';
import type { Document } from '../types.ts';
import type { Documents, PipelineContext } from './pipeline.ts';
import { compilePipeline, readCount } from './stages.ts';

export type { PipelineContext } from './pipeline.ts';

/** Runs a pipeline over documents; a pipeline that is wrong throws at once, not when read. */
export function runPipeline(
  input: Documents,
  pipeline: readonly Document[],
  context: PipelineContext,
): Documents {
  return compilePipeline(pipeline, context)(input);
}

/** Splits off what a find can do, by an index where one serves: `$match`, `$sort`, `$skip`, `$limit`. */
export function splitLeadingMatch(pipeline: readonly Document[]) {
  const rest = [...pipeline];
  const take = (name: string): unknown => {
    const [stage = {}] = rest;
    return Object.keys(stage).join() === name ? rest.shift()?.[name] : undefined;
  };
  const [filter = {}, sort, skip, limit] = ['$match', '$sort', '$skip', '$limit'].map(take);
  const isSound = isDocument(filter) && (sort === undefined || isDocument(sort));
  ensure(isSound, 'FailedToParse', '$match and $sort need objects');
  return {
    filter,
    sort,
    skip: skip === undefined ? 0 : readCount(skip, 0),
    limit: limit === undefined ? undefined : readCount(limit, 1),
    rest,
  };
}

import { MongoError, notSupported } from '../errors.ts';
import {
  compileDocumentStage,
  compileFilter,
  createMemoryMeter,
  createSorter,
  isNumeric,
  sizeOf,
  toNumber,
} from '../query/index.ts';
import { type Document, setField } from '../types.ts';
import { type Documents, paced, type PipelineContext, specOf, type Stage } from './context.ts';
import { compileGroup } from './group.ts';
import { compileLookup } from './lookup.ts';
import { REWRITES } from './rewrites.ts';
import { compileUnwind } from './unwind.ts';

type CompileStage = (spec: unknown, context: PipelineContext, limit?: number) => Stage;

const STAGES = new Map<string, CompileStage>([
  ['$match', compileMatch],
  ['$sort', compileSortStage],
  ['$limit', compileLimit],
  ['$skip', compileSkip],
  ['$unwind', compileUnwind],
  ['$group', (spec, context) => compileGroup(specOf(spec, 15947), context)],
  ['$lookup', compileLookup],
  ['$facet', compileFacet],
]);

/** Compiles a pipeline; code 40324 for a stage that is not known here. */
export function compilePipeline(pipeline: readonly Document[], context: PipelineContext): Stage[] {
  const stages = pipeline.flatMap((stage) => {
    const [name = ''] = Object.keys(stage);
    return REWRITES.get(name)?.(stage[name]) ?? [stage];
  });
  return stages.map((stage, index) => {
    const transform = compileDocumentStage(stage, context);
    if (transform !== undefined) return mapping(transform);
    const [name = ''] = Object.keys(stage);
    const compile = STAGES.get(name);
    if (compile === undefined) throw notSupported(`the pipeline stage ${name}`, 40324);
    return compile(stage[name], context, limitAfter(stages, index));
  });
}

/** Runs documents through compiled stages. */
export function runStages(input: Documents, stages: readonly Stage[]): Documents {
  return stages.reduce<Documents>((documents, stage) => stage(documents), input);
}

/** Reads the number of a `$limit` or `$skip`. */
export function readCount(spec: unknown, least: 0 | 1): number {
  const count = isNumeric(spec) ? toNumber(spec) : Number.NaN;
  if (Number.isSafeInteger(count) && count >= least) return count;
  throw new MongoError(least === 1 ? 15958 : 15956, 'not a whole number to limit or skip by');
}

/** How many documents the stages after a sort can let through, as far as that is plain. */
function limitAfter(stages: readonly Document[], index: number): number | undefined {
  let skipped = 0;
  for (const stage of stages.slice(index + 1)) {
    if (Object.hasOwn(stage, '$limit')) return skipped + readCount(stage['$limit'], 1);
    if (!Object.hasOwn(stage, '$skip')) return undefined;
    skipped += readCount(stage['$skip'], 0);
  }
  return undefined;
}

function mapping(transform: (document: Document) => Document): Stage {
  return async function* map(input) {
    for await (const document of input) yield transform(document);
  };
}

function compileMatch(spec: unknown, context: PipelineContext): Stage {
  const test = compileFilter(specOf(spec, 15959), context);
  return async function* match(input) {
    for await (const document of input) if (test(document)) yield document;
  };
}

function compileSortStage(spec: unknown, context: PipelineContext, limit?: number): Stage {
  const order = specOf(spec, 15973);
  if (Object.keys(order).length === 0)
    throw new MongoError(15976, '$sort must have at least one sort key');
  const options = { ...context, limit };
  createSorter(order, options);
  return async function* sort(input) {
    const sorter = createSorter(order, options);
    for await (const document of input) sorter.push(document, document, sizeOf(document));
    yield* paced(sorter.sorted(), context);
  };
}

function compileLimit(spec: unknown): Stage {
  const most = readCount(spec, 1);
  return async function* limit(input) {
    let left = most;
    for await (const document of input) {
      yield document;
      left -= 1;
      if (left === 0) return;
    }
  };
}

function compileSkip(spec: unknown): Stage {
  const count = readCount(spec, 0);
  return async function* skip(input) {
    let left = count;
    for await (const document of input) {
      if (left > 0) left -= 1;
      else yield document;
    }
  };
}

function compileFacet(spec: unknown, context: PipelineContext): Stage {
  const facets = Object.entries(specOf(spec, 40169)).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline)) throw new MongoError(40170, 'arguments to $facet must be arrays');
    if (pipeline.some((stage) => Object.hasOwn(specOf(stage, 40171), '$facet'))) {
      throw new MongoError(40600, '$facet is not allowed to be used within a $facet stage');
    }
    if (name.startsWith('$') || name.includes('.'))
      throw new MongoError(40169, `not a facet name: ${name}`);
    return { name, stages: compilePipeline(pipeline, context) };
  });
  if (facets.length === 0)
    throw new MongoError(40169, 'the $facet specification must be a non-empty object');
  return async function* facet(input) {
    const measure = createMemoryMeter(context.memoryLimitBytes, '$facet');
    const documents: Document[] = [];
    for await (const document of input) {
      measure(sizeOf(document));
      documents.push(document);
    }
    const result: Document = {};
    for (const { name, stages } of facets) {
      const output: Document[] = [];
      for await (const document of runStages(paced(documents, context), stages))
        output.push(document);
      setField(result, name, output);
    }
    yield result;
  };
}

import { MongoError, notSupported } from '../errors.ts';
import {
  compileDocumentStage,
  compileFilter,
  createMemoryMeter,
  createSorter,
  ensure,
  isDocument,
  isNumeric,
  sizeOf,
  toNumber,
} from '../query/index.ts';
import { type Document, setField } from '../types.ts';
import { compileBucket, compileGroup } from './group.ts';
import { compileLookup } from './lookup.ts';
import { type Documents, paced, type PipelineContext, type Stage } from './pipeline.ts';
import { compileUnwind } from './unwind.ts';

type CompileStage = (spec: unknown, context: PipelineContext, limit?: number) => Stage;

const STAGES = new Map<string, CompileStage>([
  ['$match', compileMatch],
  ['$sort', compileSort],
  ['$limit', compileLimit],
  ['$skip', compileSkip],
  ['$unwind', compileUnwind],
  ['$group', compileGroup],
  ['$lookup', compileLookup],
  ['$facet', compileFacet],
  ['$bucket', compileBucket],
]);

/** Compiles a pipeline; code 40324 for a stage that is not known here. */
export function compilePipeline(pipeline: readonly unknown[], context: PipelineContext): Stage[] {
  const stages = pipeline.flatMap((stage) => {
    ensure(isDocument(stage), 'TypeMismatch', 'Each element of the pipeline must be an object');
    return rewrite(stage);
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

/** Stages that MongoDB defines by others. */
function rewrite(stage: Document): Document[] {
  const { $count: name, $sortByCount: by, $bucket } = stage;
  if (name !== undefined) {
    const isName = typeof name === 'string' && /^(?!_id$)[^$.\0][^.\0]*$/.test(name);
    ensure(isName, 40156, 'the count field must be a non-empty string without $ or .');
    return [{ $group: { _id: null, [name]: { $sum: 1 } } }, { $project: { _id: 0 } }];
  }
  if (by !== undefined) {
    const start = isDocument(by) ? Object.keys(by)[0] : by;
    const isExpression = typeof start === 'string' && start.startsWith('$');
    ensure(isExpression, 40149, '$sortByCount needs a field path or an expression');
    return [{ $group: { _id: by, count: { $sum: 1 } } }, { $sort: { count: -1 } }];
  }
  return $bucket === undefined ? [stage] : [stage, { $sort: { _id: 1 } }];
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
  ensure(isDocument(spec), 15959, 'the match filter must be an object');
  const test = compileFilter(spec, context);
  return async function* match(input) {
    for await (const document of input) if (test(document)) yield document;
  };
}

function compileSort(spec: unknown, context: PipelineContext, limit?: number): Stage {
  ensure(isDocument(spec), 15973, 'the $sort key specification must be an object');
  ensure(Object.keys(spec).length > 0, 15976, '$sort must have at least one sort key');
  const open = () => createSorter(spec, { ...context, limit });
  open();
  return async function* sort(input) {
    const sorter = open();
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
  ensure(isDocument(spec), 40169, 'the $facet specification must be an object');
  const facets = Object.entries(spec).map(([name, pipeline]) => {
    ensure(/^[^$.][^.]*$/.test(name), 40169, `not a facet name: ${name}`);
    ensure(Array.isArray(pipeline), 40170, 'arguments to $facet must be arrays');
    const isNested = pipeline.some((stage) => isDocument(stage) && Object.hasOwn(stage, '$facet'));
    ensure(!isNested, 40600, '$facet is not allowed to be used within a $facet stage');
    return { name, stages: compilePipeline(pipeline, context) };
  });
  ensure(facets.length > 0, 40169, 'the $facet specification must be a non-empty object');
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
      for await (const document of runStages(paced(documents, context), stages)) {
        output.push(document);
      }
      setField(result, name, output);
    }
    yield result;
  };
}

import { MongoError, notSupported } from '../errors.ts';
import { createMemoryMeter, ensure, readFields } from '../query/ensure.ts';
import { valueAt } from '../query/expression.ts';
import { compileFilter } from '../query/filter.ts';
import { toWhole } from '../query/numbers.ts';
import { childOf, parsePath, type Path } from '../query/paths.ts';
import { compileDocumentStage, type NamedStage, readStage } from '../query/projection.ts';
import { createSorter } from '../query/sort.ts';
import { type Change, changeDocument, toTree, type Tree } from '../query/tree.ts';
import { isDocument, isNullish, sizeOf } from '../query/values.ts';
import { type Document, setField } from '../types.ts';
import { compileBucket, compileGroup } from './group.ts';
import { type Documents, paced, type PipelineContext, type Stage } from './pipeline.ts';

type CompileStage = (spec: unknown, context: PipelineContext, next?: NamedStage) => Stage;

const STAGES = new Map<string, CompileStage>([
  ['$match', compileMatch],
  ['$sort', compileSort],
  ['$limit', (spec) => slicing(0, readCount(spec, 1))],
  ['$skip', (spec) => slicing(readCount(spec, 0), Number.POSITIVE_INFINITY)],
  ['$unwind', compileUnwind],
  ['$group', compileGroup],
  ['$bucket', compileBucket],
  ['$lookup', compileLookup],
  ['$facet', compileFacet],
]);

/** Stages that a collation leaves as they are, or that know it. */
const UNCOMPARING = new Set(['$match', '$limit', '$skip', '$unwind']);

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

/** Compiles a pipeline; code 40324 for a stage that is not known here. */
function compilePipeline(pipeline: readonly unknown[], context: PipelineContext): Stage {
  const named = pipeline.flatMap((stage) => rewrite(readStage(stage)));
  const stages = named.map((stage, index) => {
    const transform = compileDocumentStage(stage, context);
    if (transform !== undefined) return mapping((document) => [transform(document)]);
    const [name, spec] = stage;
    const compile = STAGES.get(name);
    if (compile === undefined) throw notSupported(`the pipeline stage ${name}`, 40324);
    if (context.collation !== undefined && !UNCOMPARING.has(name)) {
      throw notSupported(`${name} under a collation`);
    }
    return compile(spec, context, named[index + 1]);
  });
  return (input) => stages.reduce((documents, stage) => stage(documents), paced(input, context));
}

/** Reads the number of a `$limit` or `$skip`. */
function readCount(spec: unknown, least: 0 | 1): number {
  const count = toWhole(spec);
  if (Number.isSafeInteger(count) && count >= least) return count;
  throw new MongoError(least === 1 ? 15958 : 15956, 'not a whole number to limit or skip by');
}

/** Replaces the stages that MongoDB defines by others. */
function rewrite(stage: NamedStage): NamedStage[] {
  const [name, spec] = stage;
  if (name === '$bucket') return [stage, ['$sort', { _id: 1 }]];
  if (name === '$count') {
    const isName = typeof spec === 'string' && /^(?!_id$)[^$.\0][^.\0]*$/.test(spec);
    ensure(isName, 40156, 'the count field must be a non-empty string without $ or .');
    const counted = { _id: null, [spec]: { $sum: 1 } };
    return [
      ['$group', counted],
      ['$project', { _id: 0 }],
    ];
  }
  if (name !== '$sortByCount') return [stage];
  const start = isDocument(spec) ? Object.keys(spec)[0] : spec;
  const isExpression = typeof start === 'string' && start.startsWith('$');
  ensure(isExpression, 40149, '$sortByCount needs a field path or an expression');
  const counted = { _id: spec, count: { $sum: 1 } };
  return [
    ['$group', counted],
    ['$sort', { count: -1 }],
  ];
}

function mapping(expand: (document: Document) => readonly Document[]): Stage {
  return async function* map(input) {
    for await (const document of input) yield* expand(document);
  };
}

function slicing(skip: number, limit: number): Stage {
  return async function* slice(input) {
    let seen = 0;
    for await (const document of input) {
      seen += 1;
      if (seen > skip) yield document;
      if (seen === skip + limit) return;
    }
  };
}

function compileMatch(spec: unknown, context: PipelineContext): Stage {
  ensure(isDocument(spec), 15959, 'the match filter must be an object');
  const test = compileFilter(spec, context);
  return mapping((document) => (test(document) ? [document] : []));
}

/** Keeps no more than the `$limit` that follows lets through. */
function compileSort(spec: unknown, context: PipelineContext, next?: NamedStage): Stage {
  const isSort = isDocument(spec) && Object.keys(spec).length > 0;
  ensure(isSort, 15976, '$sort needs an object with at least one sort key');
  const limit = next?.[0] === '$limit' ? readCount(next[1], 1) : undefined;
  createSorter(spec, context);
  return async function* sort(input) {
    const sorter = createSorter(spec, { ...context, limit });
    for await (const document of input) sorter.push(document, document, sizeOf(document));
    yield* paced(sorter.sorted(), context);
  };
}

function compileUnwind(spec: unknown): Stage {
  const options = typeof spec === 'string' ? { path: spec } : spec;
  const fields = readFields('$unwind', options, ['path'], ['preserveNullAndEmptyArrays']);
  const { path: name, preserveNullAndEmptyArrays: keepsEmpty = false } = fields;
  const isPath = typeof name === 'string' && name.startsWith('$');
  ensure(isPath, 28818, "path option to $unwind stage should be prefixed with a '$'");
  ensure(typeof keepsEmpty === 'boolean', 28809, 'preserveNullAndEmptyArrays must be a boolean');
  const path = parsePath(name.slice(1));
  const target = settingAt(path);
  return mapping((document) => {
    const value = path.reduce<unknown>(
      (at, part) => (isDocument(at) ? childOf(at, part) : undefined),
      document,
    );
    if (!Array.isArray(value)) return isNullish(value) && !keepsEmpty ? [] : [document];
    const items: unknown[] = value.length === 0 && keepsEmpty ? [undefined] : value;
    return items.map((item) => changeDocument(document, target, item));
  });
}

/** Compiles `$lookup` by equality of two fields; its other forms are refused. */
function compileLookup(spec: unknown, context: PipelineContext): Stage {
  const required = ['from', 'localField', 'foreignField', 'as'];
  const fields = readFields('$lookup', spec, required, []);
  const names = required.map((field) => fields[field]);
  const isNamed = names.every((name) => typeof name === 'string' && /^[^$]/.test(name));
  ensure(isNamed, 'FailedToParse', '$lookup needs strings that do not begin with $');
  const [from = '', local = '', foreign = '', as = ''] = names.map(String);
  const [localPath, target] = [parsePath(local), settingAt(parsePath(as))];
  return async function* lookup(input) {
    for await (const document of paced(input, context)) {
      const value = valueAt(document, localPath) ?? null;
      const filter = { [foreign]: { $in: Array.isArray(value) ? value : [value] } };
      yield changeDocument(document, target, await collect(context.lookup(from, filter)));
    }
  };
}

/** Sets what is given with each document. */
function settingAt(path: Path): Tree<Change> {
  return toTree([{ path, leaf: (_, argument) => argument }], 'BadValue');
}

function compileFacet(spec: unknown, context: PipelineContext): Stage {
  ensure(isDocument(spec) && Object.keys(spec).length > 0, 40169, '$facet needs an object');
  const facets = Object.entries(spec).map(([name, pipeline]) => {
    const isFacet = /^[^$.][^.]*$/.test(name) && Array.isArray(pipeline);
    ensure(isFacet, 40170, `${name} is no field name with a pipeline`);
    return { name, run: compilePipeline(pipeline, context) };
  });
  return async function* facet(input) {
    const measure = createMemoryMeter(context.memoryLimitBytes, '$facet');
    const documents: Document[] = [];
    for await (const document of input) {
      measure(sizeOf(document));
      documents.push(document);
    }
    const result: Document = {};
    for (const { name, run } of facets) setField(result, name, await collect(run(documents)));
    yield result;
  };
}

async function collect(documents: Documents): Promise<Document[]> {
  const found: Document[] = [];
  for await (const document of documents) found.push(document);
  return found;
}

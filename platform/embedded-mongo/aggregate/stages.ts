import { Long } from 'bson';
import { MongoError, notSupported } from '../errors.ts';
import {
  compileDocumentStage,
  compileFilter,
  createMemoryMeter,
  createSorter,
  getField,
  isDocument,
  isNumeric,
  isNullish,
  modifyAt,
  parsePath,
  type Path,
  sizeOf,
  toNumber,
  typeOf,
  valueAt,
} from '../query/index.ts';
import { type Document, setField } from '../types.ts';
import { type Documents, paced, type PipelineContext, type Stage } from './context.ts';
import { compileGroup } from './group.ts';
import { REWRITES } from './rewrites.ts';

type CompileStage = (spec: unknown, context: PipelineContext, limit?: number) => Stage;

const STAGES = new Map<string, CompileStage>([
  ['$match', compileMatch],
  ['$sort', compileSortStage],
  ['$limit', compileLimit],
  ['$skip', compileSkip],
  ['$count', compileCount],
  ['$unwind', compileUnwind],
  ['$group', (spec, context) => compileGroup(documentOf(spec, 15947), context)],
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
  throw new MongoError(
    least === 1 ? 15958 : 15956,
    'the limit or skip must be a whole number that is not too small',
  );
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

function documentOf(spec: unknown, code: number): Document {
  if (isDocument(spec)) return spec;
  throw new MongoError(code, `the stage needs an object, not ${typeOf(spec)}`);
}

function mapping(transform: (document: Document) => Document): Stage {
  return async function* map(input) {
    for await (const document of input) yield transform(document);
  };
}

function compileMatch(spec: unknown, context: PipelineContext): Stage {
  const test = compileFilter(documentOf(spec, 15959), context);
  return async function* match(input) {
    for await (const document of input) if (test(document)) yield document;
  };
}

function compileSortStage(spec: unknown, context: PipelineContext, limit?: number): Stage {
  const order = documentOf(spec, 15973);
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

function compileCount(spec: unknown): Stage {
  if (typeof spec !== 'string' || !/^[^$.\0][^.\0]*$/.test(spec)) {
    throw new MongoError(40156, 'the count field must be a non-empty string without $ or .');
  }
  return async function* count(input) {
    let total = 0;
    for await (const _ of input) total += 1;
    if (total > 0) yield { [spec]: total };
  };
}

function compileUnwind(spec: unknown): Stage {
  const {
    path,
    includeArrayIndex,
    preserveNullAndEmptyArrays = false,
    ...others
  } = typeof spec === 'string' ? { path: spec } : documentOf(spec, 15981);
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined)
    throw new MongoError(28811, `unrecognized option to $unwind stage: ${unknown}`);
  if (typeof path !== 'string' || !path.startsWith('$')) {
    throw new MongoError(28818, "path option to $unwind stage should be prefixed with a '$'");
  }
  if (typeof preserveNullAndEmptyArrays !== 'boolean') {
    throw new MongoError(28809, 'preserveNullAndEmptyArrays must be a boolean');
  }
  const indexPath = readIndexPath(includeArrayIndex);
  const at = parsePath(path.slice(1));
  return async function* unwind(input) {
    for await (const document of input) {
      const value = plainValueAt(document, at);
      const isEmpty = isNullish(value) || (Array.isArray(value) && value.length === 0);
      if (isEmpty && !preserveNullAndEmptyArrays) continue;
      if (isEmpty || !Array.isArray(value)) {
        const kept = Array.isArray(value) ? put(document, at, undefined) : document;
        yield indexPath === undefined ? kept : put(kept, indexPath, null);
        continue;
      }
      for (const [index, item] of value.entries()) {
        const one = put(document, at, item);
        yield indexPath === undefined ? one : put(one, indexPath, Long.fromNumber(index));
      }
    }
  };
}

function readIndexPath(name: unknown): Path | undefined {
  if (name === undefined) return undefined;
  if (typeof name === 'string' && name !== '' && !name.startsWith('$')) return parsePath(name);
  throw new MongoError(28822, 'includeArrayIndex must be a field name without $');
}

function plainValueAt(document: Document, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (isDocument(value) ? getField(value, part) : undefined),
    document,
  );
}

function put(document: Document, path: Path, value: unknown): Document {
  return documentOf(
    modifyAt(document, path, { creates: value !== undefined, apply: () => value }),
    28818,
  );
}

function compileLookup(spec: unknown, context: PipelineContext): Stage {
  const { from, localField, foreignField, as, ...others } = documentOf(spec, 9);
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw notSupported(`the $lookup option ${unknown}`);
  const names = [from, localField, foreignField, as];
  if (!names.every((name) => typeof name === 'string' && name !== '' && !name.startsWith('$'))) {
    throw new MongoError(
      'FailedToParse',
      '$lookup needs from, localField, foreignField and as, all strings',
    );
  }
  const [collection = '', local = '', foreign = '', target = ''] = names.map(String);
  const [localPath, targetPath] = [parsePath(local), parsePath(target)];
  return async function* lookup(input) {
    for await (const document of paced(input, context)) {
      const value = valueAt(document, localPath) ?? null;
      const wanted: unknown[] = Array.isArray(value) ? value : [value];
      const found: Document[] = [];
      if (wanted.length > 0) {
        const filter = { $or: wanted.map((item) => ({ [foreign]: { $eq: item } })) };
        const simple = { [foreign]: { $in: wanted } };
        const isSimple = wanted.every(
          (item) => typeOf(item) !== 'regex' && typeOf(item) !== 'object',
        );
        for await (const match of context.lookup(collection, isSimple ? simple : filter))
          found.push(match);
      }
      yield put(document, targetPath, found);
    }
  };
}

function compileFacet(spec: unknown, context: PipelineContext): Stage {
  const facets = Object.entries(documentOf(spec, 40169)).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline)) throw new MongoError(40170, 'arguments to $facet must be arrays');
    if (pipeline.some((stage) => Object.hasOwn(documentOf(stage, 40171), '$facet'))) {
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

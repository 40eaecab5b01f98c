import { MongoError, notSupported } from '../errors.ts';
import {
  better,
  compileExpression,
  createMemoryMeter,
  createSum,
  type Evaluate,
  isDocument,
  keyOfValue,
  mergeObjects,
  sizeOf,
} from '../query/index.ts';
import { type Document, setField } from '../types.ts';
import { paced, type PipelineContext, type Stage } from './context.ts';

/** Gathers one field of one group. */
interface Accumulator {
  readonly add: (value: unknown) => void;
  readonly result: () => unknown;
}

type Measure = (bytes: number) => void;

/** The accumulators of `$group`; a missing result is written as null. */
const ACCUMULATORS = new Map<string, (measure: Measure) => Accumulator>([
  ['$sum', () => summing((sum) => sum.total())],
  ['$avg', () => summing((sum) => sum.average())],
  ['$count', () => summing((sum) => sum.total())],
  ['$min', () => reducing((best, value) => better(best, value, -1))],
  ['$max', () => reducing((best, value) => better(best, value, 1))],
  ['$first', createFirst],
  ['$last', () => reducing((_, value) => value)],
  ['$push', (measure) => collecting(measure, () => true)],
  ['$addToSet', (measure) => collecting(measure, createNovelty())],
  ['$mergeObjects', () => reducing((merged, value) => mergeObjects([merged, value]))],
]);

/** Accumulators that order or equal strings, which a collation would change. */
const COMPARING = new Set(['$min', '$max', '$addToSet']);

/** Compiles `$group`; groups come out in the order in which they were first seen. */
export function compileGroup(spec: Document, context: PipelineContext): Stage {
  const { _id: idSpec, ...fields } = spec;
  if (!Object.hasOwn(spec, '_id'))
    throw new MongoError(15955, 'a group specification must include an _id');
  const readId = compileId(idSpec, context);
  const outputs = Object.entries(fields).map(([name, value]) =>
    compileOutput(name, value, context),
  );
  return async function* group(input) {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    const measure = createMemoryMeter(context.memoryLimitBytes, '$group');
    for await (const root of paced(input, context)) {
      const id = readId({ root });
      const key = keyOfValue(id, context.collation);
      let found = groups.get(key);
      if (found === undefined) {
        measure(2 * key.length + sizeOf(id) + 100 * outputs.length);
        found = { id, accumulators: outputs.map(({ create }) => create(measure)) };
        groups.set(key, found);
      }
      for (const [index, { evaluate }] of outputs.entries()) {
        found.accumulators[index]?.add(evaluate({ root }));
      }
    }
    for (const { id, accumulators } of groups.values()) {
      const document: Document = { _id: id };
      for (const [index, { name }] of outputs.entries()) {
        setField(document, name, accumulators[index]?.result() ?? null);
      }
      yield document;
    }
  };
}

/** A missing id is null, and so is the only field of an id; among several it is left out. */
function compileId(spec: unknown, context: PipelineContext): Evaluate {
  const evaluate = compileExpression(spec, context);
  const [only = '', ...others] = isDocument(spec) ? Object.keys(spec) : [];
  if (only === '' || only.startsWith('$') || others.length > 0)
    return (env) => evaluate(env) ?? null;
  return (env) => {
    const id = evaluate(env);
    return isDocument(id) && Object.keys(id).length === 0 ? { [only]: null } : id;
  };
}

function compileOutput(
  name: string,
  spec: unknown,
  context: PipelineContext,
): { name: string; evaluate: Evaluate; create: (measure: Measure) => Accumulator } {
  if (name.includes('.'))
    throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$'))
    throw new MongoError(40236, `The field name '${name}' cannot be an operator name`);
  const [operator = '', ...others] = isDocument(spec) ? Object.keys(spec) : [];
  if (!isDocument(spec) || !operator.startsWith('$')) {
    throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  }
  if (others.length > 0)
    throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  const create = ACCUMULATORS.get(operator);
  if (create === undefined) throw notSupported(`the group operator ${operator}`, 15952);
  if (context.collation !== undefined && COMPARING.has(operator)) {
    throw notSupported(`${operator} under a collation`);
  }
  const argument = operator === '$count' ? 1 : spec[operator];
  return { name, evaluate: compileExpression(argument, context), create };
}

function summing(read: (sum: ReturnType<typeof createSum>) => unknown): Accumulator {
  const sum = createSum();
  return { add: sum.add, result: () => read(sum) };
}

function reducing(step: (state: unknown, value: unknown) => unknown): Accumulator {
  let state: unknown;
  return {
    add(value) {
      state = step(state, value);
    },
    result: () => state,
  };
}

function createFirst(): Accumulator {
  let isSet = false;
  return reducing((first, value) => {
    if (isSet) return first;
    isSet = true;
    return value;
  });
}

function collecting(measure: Measure, isWanted: (value: unknown) => boolean): Accumulator {
  const values: unknown[] = [];
  return {
    add(value) {
      if (value === undefined || !isWanted(value)) return;
      measure(sizeOf(value));
      values.push(value);
    },
    result: () => values,
  };
}

function createNovelty(): (value: unknown) => boolean {
  const seen = new Set<string>();
  return (value) => seen.size < seen.add(keyOfValue(value)).size;
}

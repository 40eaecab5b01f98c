import { notSupported } from '../errors.ts';
import { createMemoryMeter, ensure, readEntry, readFields } from '../query/ensure.ts';
import { compileExpression, type Evaluate } from '../query/expression.ts';
import { createTotal, isNumeric, toNumber, toOperand } from '../query/numbers.ts';
import {
  compareValues,
  isDocument,
  isNullish,
  keyOfValue,
  rankOf,
  sizeOf,
} from '../query/values.ts';
import { type Document, setField, toDouble } from '../types.ts';
import { paced, type PipelineContext, type Stage } from './pipeline.ts';

/** Gathers values, one after another. */
interface Accumulator {
  readonly add: (value: unknown) => void;
  readonly result: () => unknown;
}

/** Is told the bytes that a group keeps. */
type Measure = (bytes: number) => void;

/** The accumulators of `$group`; none of them holds more than one value. */
const ACCUMULATORS = new Map<string, (measure: Measure) => Accumulator>([
  ['$sum', () => summing(false)],
  ['$count', () => summing(false)],
  ['$avg', () => summing(true)],
  ['$min', (measure) => keepingBest(-1, measure)],
  ['$max', (measure) => keepingBest(1, measure)],
]);

/** Compiles `$group`. */
export function compileGroup(spec: unknown, context: PipelineContext): Stage {
  const isGroup = isDocument(spec) && Object.hasOwn(spec, '_id');
  ensure(isGroup, 15955, 'a group specification must be an object with an _id');
  const { _id: id, ...fields } = spec;
  const evaluate = compileExpression(id, context);
  const [only = '', ...others] = isDocument(id) ? Object.keys(id) : [];
  const isSingle = only !== '' && !only.startsWith('$') && others.length === 0;
  return groupBy(fields, context, (root) => {
    // A missing id is null, and so is the only field of an id; among several it is left out.
    const value = evaluate(root) ?? null;
    const isEmpty = isSingle && isDocument(value) && Object.keys(value).length === 0;
    return isEmpty ? { [only]: null } : value;
  });
}

/** Compiles `$bucket`: each group is named by its lower boundary, which belongs to it. */
export function compileBucket(spec: unknown, context: PipelineContext): Stage {
  const fields = readFields('$bucket', spec, ['groupBy', 'boundaries'], ['default', 'output']);
  const { boundaries, output = { count: { $sum: 1 } }, default: other } = fields;
  ensure(isDocument(output), 40196, "The $bucket 'output' field must be an object");
  const isList = Array.isArray(boundaries) && boundaries.length > 1;
  ensure(isList, 40192, "$bucket 'boundaries' needs at least two values");
  const isDynamic = boundaries.some((one) => isDocument(one) || String(one).startsWith('$'));
  if (isDynamic) throw notSupported('an expression as a boundary of $bucket');
  const isAscending = boundaries.slice(1).every((high, index) => {
    const low: unknown = boundaries[index];
    return rankOf(low) === rankOf(high) && compareValues(low, high) < 0;
  });
  ensure(isAscending, 40194, '$bucket boundaries must be of one type and ascend');
  const isInside = (value: unknown): boolean =>
    compareValues(value, boundaries[0]) >= 0 && compareValues(value, boundaries.at(-1)) < 0;
  ensure(!isInside(other), 40199, "The $bucket 'default' must lie outside of 'boundaries'");
  const evaluate = compileExpression(fields['groupBy'], context);
  return groupBy(output, context, (root) => {
    const value = evaluate(root);
    if (isInside(value)) return boundaries.findLast((low) => compareValues(low, value) <= 0);
    ensure(other !== undefined, 40066, '$bucket has no default for a value');
    return other;
  });
}

/** Groups come out in the order in which they were first seen; a missing result is null. */
function groupBy(fields: Document, context: PipelineContext, readId: Evaluate): Stage {
  const outputs = Object.entries(fields).map(([name, spec]) => compileOutput(name, spec, context));
  return async function* group(input) {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    const measure = createMemoryMeter(context.memoryLimitBytes, '$group');
    for await (const document of paced(input, context)) {
      const id = readId(document);
      const key = keyOfValue(id);
      let found = groups.get(key);
      if (found === undefined) {
        measure(2 * key.length + sizeOf(id) + 100 * outputs.length);
        found = { id, accumulators: outputs.map(({ create }) => create(measure)) };
        groups.set(key, found);
      }
      for (const [index, { evaluate }] of outputs.entries()) {
        found.accumulators[index]?.add(evaluate(document));
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

/** A field of the groups, and how it is gathered. */
function compileOutput(name: string, spec: unknown, context: PipelineContext) {
  ensure(/^[^$.][^.]*$/.test(name), 40235, `'${name}' cannot be the name of a field of a group`);
  const [operator, value] = readEntry(spec, `the field '${name}' of a group`, 40234);
  const create = ACCUMULATORS.get(operator);
  if (create === undefined) throw notSupported(`the group operator ${operator}`, 15952);
  const argument = operator === '$count' ? 1 : value;
  return { name, evaluate: compileExpression(argument, context), create };
}

/** Sums what is numeric, for an average by its count. */
function summing(isAverage: boolean): Accumulator {
  const sum = createTotal();
  let count = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      sum.add(toOperand(value));
      count += 1;
    },
    result() {
      if (!isAverage) return sum.total();
      return count === 0 ? null : toDouble(toNumber(sum.total()) / count);
    },
  };
}

/** Keeps the greatest (sign 1) or least (sign -1) in BSON order; null and missing count for nothing. */
function keepingBest(sign: 1 | -1, measure: Measure): Accumulator {
  let best: unknown;
  return {
    add(value) {
      if (isNullish(value)) return;
      if (best !== undefined && compareValues(value, best) * sign <= 0) return;
      measure(sizeOf(value) - sizeOf(best));
      best = value;
    },
    result: () => best,
  };
}

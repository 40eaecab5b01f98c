import { notSupported } from '../errors.ts';
import {
  type Accumulator,
  ACCUMULATORS,
  compareValues,
  compileExpression,
  createMemoryMeter,
  ensure,
  type Evaluate,
  isDocument,
  isNumeric,
  keyOfValue,
  type Measure,
  readFields,
  sizeOf,
  typeOf,
} from '../query/index.ts';
import { type Document, setField } from '../types.ts';
import { paced, type PipelineContext, type Stage } from './pipeline.ts';

/** A field of the groups, and how it is gathered. */
interface Output {
  readonly name: string;
  readonly evaluate: Evaluate;
  readonly create: (measure: Measure) => Accumulator;
}

/** Accumulators that order or equal strings, which a collation would change. */
const COMPARING = new Set(['$min', '$max', '$addToSet']);

/** Compiles `$group`. */
export function compileGroup(spec: unknown, context: PipelineContext): Stage {
  ensure(isDocument(spec), 15947, "a group's fields must be specified in an object");
  ensure(Object.hasOwn(spec, '_id'), 15955, 'a group specification must include an _id');
  const { _id: id, ...fields } = spec;
  return groupBy(compileId(id, context), fields, context);
}

/** Compiles `$bucket`: groups by the greatest boundary that is not above the value. */
export function compileBucket(spec: unknown, context: PipelineContext): Stage {
  const fields = readFields('$bucket', spec, ['groupBy', 'boundaries'], ['default', 'output']);
  const { groupBy: by, output = { count: { $sum: 1 } } } = fields;
  ensure(isDocument(output), 40196, "The $bucket 'output' field must be an object");
  const boundaries = readBoundaries(fields);
  const evaluate = compileExpression(by, context);
  const [first] = boundaries;
  const last = boundaries.at(-1);
  return groupBy(
    (root) => {
      const value = evaluate(root);
      if (compareValues(value, first) >= 0 && compareValues(value, last) < 0) {
        return boundaries.findLast((low) => compareValues(low, value) <= 0);
      }
      ensure(Object.hasOwn(fields, 'default'), 40066, '$bucket has no default for a value');
      return fields['default'];
    },
    output,
    context,
  );
}

function readBoundaries(fields: Document): readonly unknown[] {
  const { boundaries } = fields;
  ensure(Array.isArray(boundaries), 40200, "The $bucket 'boundaries' field must be an array");
  ensure(boundaries.length > 1, 40192, "$bucket 'boundaries' needs at least two values");
  const [first] = boundaries;
  for (const [index, high] of boundaries.entries()) {
    const isPlain = !isDocument(high) && !String(high).startsWith('$');
    ensure(isPlain, 'FailedToParse', '$bucket needs constant boundaries');
    const isAlike = typeOf(high) === typeOf(first) || (isNumeric(high) && isNumeric(first));
    ensure(isAlike, 40193, "All values in the $bucket 'boundaries' must have the same type");
    const isAscending = index === 0 || compareValues(boundaries[index - 1], high) < 0;
    ensure(isAscending, 40194, "The $bucket 'boundaries' must be sorted in ascending order");
  }
  const { default: other = null } = fields;
  const isOutside = compareValues(other, first) < 0 || compareValues(other, boundaries.at(-1)) >= 0;
  ensure(isOutside, 40199, "The $bucket 'default' must lie outside of 'boundaries'");
  return boundaries;
}

/** Groups come out in the order in which they were first seen; a missing result is null. */
function groupBy(readId: Evaluate, fields: Document, context: PipelineContext): Stage {
  const outputs = Object.entries(fields).map(([name, spec]) => compileOutput(name, spec, context));
  return async function* group(input) {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();
    const measure = createMemoryMeter(context.memoryLimitBytes, '$group');
    for await (const document of paced(input, context)) {
      const id = readId(document);
      const key = keyOfValue(id, context.collation);
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

/** A missing id is null, and so is the only field of an id; among several it is left out. */
function compileId(spec: unknown, context: PipelineContext): Evaluate {
  const evaluate = compileExpression(spec, context);
  const [only = '', ...others] = isDocument(spec) ? Object.keys(spec) : [];
  if (only === '' || only.startsWith('$') || others.length > 0) {
    return (root) => evaluate(root) ?? null;
  }
  return (root) => {
    const id = evaluate(root);
    return isDocument(id) && Object.keys(id).length === 0 ? { [only]: null } : id;
  };
}

function compileOutput(name: string, spec: unknown, context: PipelineContext): Output {
  ensure(!name.includes('.'), 40235, `The field name '${name}' cannot contain '.'`);
  ensure(!name.startsWith('$'), 40236, `The field name '${name}' cannot be an operator name`);
  ensure(isDocument(spec), 40234, `The field '${name}' must be an accumulator object`);
  const [operator = '', ...others] = Object.keys(spec);
  ensure(others.length === 0, 40238, `The field '${name}' must specify one accumulator`);
  const create = ACCUMULATORS.get(operator);
  if (create === undefined) throw notSupported(`the group operator ${operator}`, 15952);
  if (context.collation !== undefined && COMPARING.has(operator)) {
    throw notSupported(`${operator} under a collation`);
  }
  const argument = operator === '$count' ? 1 : spec[operator];
  return { name, evaluate: compileExpression(argument, context), create };
}

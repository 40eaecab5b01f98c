import { match } from './match.ts';
import { type Doc, isObj, num, order, Refused, same, sameKind } from './order.ts';
import { project } from './project.ts';
import { sort } from './sort.ts';
import { copyOf } from './update.ts';
import { trusted } from '../../trusted.ts';

/** Expressions and stages, evaluated afresh for each document. */
const SHANGHAI_MS = 8 * 3_600_000;

function path(value: unknown, parts: string[]): unknown {
  const [head, ...rest] = parts;
  if (head === undefined) return value;
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const found = isObj(item) ? path(item, parts) : undefined;
      return found === undefined ? [] : [found];
    });
  }
  return isObj(value) && Object.hasOwn(value, head) ? path(value[head], rest) : undefined;
}

const isNull = (value: unknown): boolean => value === null || value === undefined;
const truthy = (value: unknown): boolean => !isNull(value) && value !== false && num(value) !== 0;

function total(values: unknown[]): unknown {
  const numbers = values.filter((value) => num(value) !== undefined);
  return sameKind(
    numbers.reduce<number>((sum, value) => sum + (num(value) ?? 0), 0),
    ...numbers,
  );
}

function best(values: unknown[], direction: number): unknown {
  return (
    values.filter((value) => !isNull(value)).toSorted((a, b) => order(a, b) * direction)[0] ?? null
  );
}

function average(values: unknown[]): unknown {
  const numbers = values.flatMap((value) => num(value) ?? []);
  if (numbers.length === 0) return null;
  return sameKind(numbers.reduce((sum, value) => sum + value, 0) / numbers.length, 0.5);
}

function date(argument: Doc, doc: Doc): Date | null {
  const value = evaluate(argument['date'], doc);
  if (isNull(value)) return null;
  if (!(value instanceof Date)) throw new Refused('no date');
  return new Date(value.getTime() + SHANGHAI_MS);
}

function trunc(local: Date, unit: unknown): Date {
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const back = unit === 'week' ? local.getUTCDay() : 0;
  const starts: Record<string, number> = {
    year: Date.UTC(year, 0, 1),
    quarter: Date.UTC(year, month - (month % 3), 1),
    month: Date.UTC(year, month, 1),
    week: Date.UTC(year, month, day - back),
    day: Date.UTC(year, month, day),
    hour: Date.UTC(year, month, day, local.getUTCHours()),
  };
  return new Date((starts[String(unit)] ?? 0) - SHANGHAI_MS);
}

function operate(name: string, argument: unknown, doc: Doc): unknown {
  const args = trusted<unknown[]>(Array.isArray(argument) ? argument : [argument]);
  if (name === '$cond')
    return truthy(evaluate(args[0], doc)) ? evaluate(args[1], doc) : evaluate(args[2], doc);
  if (name === '$literal') return argument;
  if (name === '$dateToString') {
    return date(trusted<Doc>(argument), doc)?.toISOString().slice(0, 13).replace('T', ' ') ?? null;
  }
  if (name === '$dateTrunc') {
    const local = date(trusted<Doc>(argument), doc);
    return local === null ? null : trunc(local, trusted<Doc>(argument)['unit']);
  }
  const values = args.map((one) => evaluate(one, doc));
  const [a, b] = values;
  switch (name) {
    case '$ifNull':
      return isNull(a) ? b : a;
    case '$eq':
      return same(a, b);
    case '$gt':
      return order(a, b) > 0;
    case '$not':
      return !truthy(a);
    case '$and':
      return values.every(truthy);
    case '$or':
      return values.some(truthy);
    default: {
      if (values.some(isNull)) return null;
      if (values.some((value) => num(value) === undefined)) throw new Refused('no number');
      const sum = values.reduce<number>((made, value) => made + (num(value) ?? 0), 0);
      return sameKind(sum, ...values);
    }
  }
}

function evaluate(expression: unknown, doc: Doc): unknown {
  if (typeof expression === 'string' && expression.startsWith('$'))
    return path(doc, expression.slice(1).split('.'));
  if (!isObj(expression)) return expression;
  const [name = ''] = Object.keys(expression);
  if (name.startsWith('$')) return operate(name, expression[name], doc);
  const entries = Object.entries(expression).map(
    ([field, part]) => [field, evaluate(part, doc)] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function accumulate(name: string, values: unknown[]): unknown {
  if (name === '$sum') return total(values);
  if (name === '$avg') return average(values);
  if (name === '$min') return best(values, 1);
  return best(values, -1);
}

function group(docs: Doc[], spec: Doc): Doc[] {
  const { _id, ...fields } = spec;
  const groups: { id: unknown; members: Doc[] }[] = [];
  for (const doc of docs) {
    const id = evaluate(_id, doc) ?? null;
    const found = groups.find((one) => same(one.id, id));
    if (found === undefined) groups.push({ id, members: [doc] });
    else found.members.push(doc);
  }
  return groups.map(({ id, members }) => {
    const result: Doc = { _id: id };
    for (const [field, value] of Object.entries(fields)) {
      const [[name, argument] = ['', null]] = Object.entries(trusted<Doc>(value));
      result[field] = accumulate(
        name,
        members.map((doc) => evaluate(argument, doc)),
      );
    }
    return result;
  });
}

function unwind(docs: Doc[], argument: unknown): Doc[] {
  const { path: name, preserveNullAndEmptyArrays } = trusted<{
    path: string;
    preserveNullAndEmptyArrays?: boolean;
  }>(argument);
  const field = name.slice(1);
  return docs.flatMap((doc) => {
    const value = doc[field];
    if (!Array.isArray(value))
      return isNull(value) && preserveNullAndEmptyArrays !== true ? [] : [doc];
    if (value.length > 0) return value.map((item: unknown) => ({ ...doc, [field]: item }));
    const { [field]: _, ...rest } = doc;
    return preserveNullAndEmptyArrays === true ? [rest] : [];
  });
}

function bucket(docs: Doc[], spec: Doc): Doc[] {
  const {
    groupBy,
    boundaries,
    default: other,
  } = trusted<{ groupBy: unknown; boundaries: number[]; default: unknown }>(spec);
  const ids = docs.map((doc) => {
    const value = evaluate(groupBy, doc);
    return (
      boundaries
        .slice(0, -1)
        .find((low, i) => order(value, low) >= 0 && order(value, boundaries[i + 1]) < 0) ?? other
    );
  });
  return [...boundaries.slice(0, -1), other].flatMap((id) => {
    const count = ids.filter((one) => one === id).length;
    return count === 0 ? [] : [{ _id: id, count }];
  });
}

function lookup(doc: Doc, spec: Doc, foreign: Doc[]): Doc {
  const { localField, foreignField, as } = trusted<Record<string, string>>(spec);
  const local = path(doc, (localField ?? '').split('.')) ?? null;
  const wanted = Array.isArray(local) ? local : [local];
  return {
    ...doc,
    [as ?? '']: foreign.filter((other) =>
      wanted.some((value) => match(other, { [foreignField ?? '']: value })),
    ),
  };
}

function stage(docs: Doc[], name: string, spec: unknown, foreign: Doc[]): Doc[] {
  const doc = trusted<Doc>(spec);
  switch (name) {
    case '$match':
      return docs.filter((one) => match(one, doc));
    case '$sort':
      return sort(docs, trusted<Record<string, number>>(spec));
    case '$limit':
      return docs.slice(0, trusted<number>(spec));
    case '$skip':
      return docs.slice(trusted<number>(spec));
    case '$count':
      return docs.length === 0 ? [] : [{ [trusted<string>(spec)]: docs.length }];
    case '$unset':
      return docs.map((one) => project(one, { [trusted<string>(spec)]: 0 }));
    case '$project':
      return docs.map((one) => ({
        ...('_id' in one ? { _id: one['_id'] } : {}),
        ...trusted<Doc>(evaluate(doc, one)),
      }));
    case '$set':
      return docs.map((one) => setAll(one, doc));
    case '$group':
      return group(docs, doc);
    case '$sortByCount':
      return sort(group(docs, { _id: spec, count: { $sum: 1 } }), { count: -1 });
    case '$unwind':
      return unwind(docs, spec);
    case '$bucket':
      return bucket(docs, doc);
    case '$lookup':
      return docs.map((one) => lookup(one, doc, foreign));
    default:
      return [
        Object.fromEntries(
          Object.entries(doc).map(([field, part]) => [
            field,
            aggregate(docs, trusted<Doc[]>(part), foreign),
          ]),
        ),
      ];
  }
}

function setAll(one: Doc, fields: Doc): Doc {
  const result = copyOf(one);
  for (const [field, part] of Object.entries(fields)) {
    const value = evaluate(part, one);
    if (value === undefined) delete result[field];
    else result[field] = value;
  }
  return result;
}

export function aggregate(docs: Doc[], pipeline: Doc[], foreign: Doc[]): Doc[] {
  return pipeline.reduce((current, one) => {
    const [[name, spec] = ['', null]] = Object.entries(one);
    return stage(current, name, spec, foreign);
  }, docs);
}

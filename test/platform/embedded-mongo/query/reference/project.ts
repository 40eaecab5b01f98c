import { element } from './match.ts';
import { type Doc, isObj } from './order.ts';
import { trusted } from '../../trusted.ts';

/** Projections of plain paths, `$slice` and `$elemMatch`, as the manual shows them. */
const under = (spec: Doc, head: string): Doc =>
  Object.fromEntries(
    Object.entries(spec)
      .filter(([path]) => path.startsWith(`${head}.`))
      .map(([path, value]) => [path.slice(head.length + 1), value]),
  );

function cut(value: unknown, slice: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (typeof slice === 'number') return slice < 0 ? value.slice(slice) : value.slice(0, slice);
  const [skip, limit] = trusted<[number, number]>(slice);
  const from = skip < 0 ? Math.max(0, value.length + skip) : skip;
  return value.slice(from, from + limit);
}

function keep(value: unknown, spec: Doc): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((item) => isObj(item) || Array.isArray(item))
      .map((item) => keep(item, spec));
  }
  const result: Doc = {};
  for (const [field, item] of Object.entries(trusted<Doc>(value))) {
    const leaf = spec[field];
    const deeper = under(spec, field);
    if (leaf === 1) result[field] = item;
    else if (isObj(leaf) && '$slice' in leaf) result[field] = cut(item, leaf['$slice']);
    else if (Object.keys(deeper).length > 0 && (isObj(item) || Array.isArray(item))) {
      result[field] = keep(item, deeper);
    }
  }
  return result;
}

function drop(value: unknown, spec: Doc): unknown {
  if (Array.isArray(value)) return value.map((item) => drop(item, spec));
  if (!isObj(value)) return value;
  const result: Doc = {};
  for (const [field, item] of Object.entries(value)) {
    const leaf = spec[field];
    if (leaf === 0) continue;
    const deeper = under(spec, field);
    if (isObj(leaf)) result[field] = cut(item, leaf['$slice']);
    else result[field] = Object.keys(deeper).length > 0 ? drop(item, deeper) : item;
  }
  return result;
}

const isMatch = ([, value]: [string, unknown]): boolean => isObj(value) && '$elemMatch' in value;

export function project(doc: Doc, spec: Doc): Doc {
  const rest = Object.entries(spec).filter(([path]) => path !== '_id');
  const includes =
    rest.some(([, value]) => value === 1) ||
    rest.some(isMatch) ||
    (rest.length === 0 && spec['_id'] === 1);
  if (!includes) return trusted<Doc>(drop(doc, spec));
  const result = trusted<Doc>(keep(doc, { _id: 1, ...spec }));
  for (const [field, value] of rest.filter(isMatch)) {
    const array = doc[field];
    const found = Array.isArray(array)
      ? array.filter((item) => element(item, trusted<Doc>(trusted<Doc>(value)['$elemMatch'])))
      : [];
    if (found.length > 0) result[field] = [found[0]];
  }
  return result;
}

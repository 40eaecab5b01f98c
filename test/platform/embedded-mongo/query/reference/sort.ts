import { wholes } from './match.ts';
import { type Doc, order } from './order.ts';

/** The manual: an array sorts by its least item, descending by its greatest; empty below null, but null to a path that goes on. */
function sortKey(doc: Doc, path: string, direction: number): unknown {
  const [head = '', ...rest] = path.split('.');
  const value = doc[head];
  const holders: unknown[] = Array.isArray(value) ? value : [value];
  const items = holders.flatMap((one) => (rest.length === 0 ? [one] : wholes(one, rest)));
  if (items.length === 0 && rest.length > 0) return null;
  return items.map((item) => item ?? null).toSorted((a, b) => order(a, b) * direction)[0];
}

export function sort(docs: Doc[], spec: Record<string, number>): Doc[] {
  return docs.toSorted((a, b) => {
    for (const [path, direction] of Object.entries(spec)) {
      const result = order(sortKey(a, path, direction), sortKey(b, path, direction)) * direction;
      if (result !== 0) return result;
    }
    return 0;
  });
}

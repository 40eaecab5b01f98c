import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import { countMatches, openMatches } from '../planner/matches.ts';
import { keyOfValue, parsePath, toKeyTuples } from '../query/index.ts';
import { toQuery } from './read.ts';
import {
  takeCount,
  takeDocument,
  takeNamespace,
  takeString,
  toNumber,
  type Command,
} from './request.ts';

export const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation'],
  async run(request) {
    const { engine, body, turn } = request;
    const query = toQuery(request, takeDocument(body, 'query') ?? {});
    const skip = takeCount(body, 'skip') ?? 0;
    const limit = Math.abs(toNumber(body['limit']) ?? 0) || Number.POSITIVE_INFINITY;
    const found = await countMatches(engine, takeNamespace(request), query, skip + limit, turn);
    return { n: Math.max(0, found - skip), ok: 1 };
  },
};

/** The most bytes that distinct values may take together, as for any reply. */
const MAX_DISTINCT_BYTES = 16 * 1024 * 1024;
const BATCH = 500;

export const distinct: Command = {
  fields: ['key', 'query', 'hint', 'collation'],
  async run(request) {
    const { engine, body, turn } = request;
    const path = parsePath(takeString(body, 'key'));
    const query = toQuery(request, takeDocument(body, 'query') ?? {});
    const matches = openMatches(engine, takeNamespace(request), query);
    const values = new Map<string, unknown>();
    const fields = new Set(path.slice(0, 1));
    let bytes = 0;
    while (!matches.isDone()) {
      for (const document of await matches.pull(BATCH, Number.POSITIVE_INFINITY, turn)) {
        for (const value of valuesAt(decodeDocument(document, 0, fields), path)) {
          const key = keyOfValue(value, query.options.collation);
          if (values.has(key)) continue;
          values.set(key, value);
          bytes += key.length;
        }
      }
      if (bytes > MAX_DISTINCT_BYTES) throw new MongoError(17217, 'distinct too big, 16mb cap');
    }
    return { values: [...values.values()], ok: 1 };
  },
};

/** The values that an index on the path would hold; a missing field has none. */
function valuesAt(document: Parameters<typeof toKeyTuples>[0], path: readonly string[]): unknown[] {
  const { tuples, isAbsent } = toKeyTuples(document, [path]);
  return isAbsent ? [] : tuples.map(([value]) => value).filter((value) => value !== undefined);
}

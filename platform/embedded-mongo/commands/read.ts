import { Long } from 'bson';
import { runPipeline, splitLeadingMatch } from '../aggregate/index.ts';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError, notSupported, typeMismatch } from '../errors.ts';
import { countMatches, openMatches } from '../planner/matches.ts';
import { compileQuery, type Query } from '../planner/query.ts';
import {
  compileProjection,
  keyOfValue,
  parseCollation,
  parsePath,
  toKeyTuples,
} from '../query/index.ts';
import type { Document } from '../types.ts';
import { command, namespaceOf, type Request } from './command.ts';
import { listResults, replyFirstBatch, type Results } from './cursors.ts';
import { type Args, as, each, need, readFields } from './fields.ts';

const ALL = Number.POSITIVE_INFINITY;
/** As MongoDB: what one stage may hold in memory, and the values of a distinct together. */
const MEMORY_LIMIT_BYTES = 100 * 1024 * 1024;
const MAX_DISTINCT_BYTES = 16 * 1024 * 1024;
const READ_AHEAD = 100;
/** What a driver's countDocuments ends with. */
const COUNT_STAGE = JSON.stringify([{ $group: { _id: 1, n: { $sum: 1 } } }]);

/** The fields of each reading command; `explain` reads them too. */
const QUERY_FIELDS = { ...each(as.object, 'sort', 'let'), ...each(as.any, 'hint', 'collation') };
const FIND_FIELDS = {
  ...QUERY_FIELDS,
  ...each(as.object, 'filter', 'projection'),
  ...each(as.count, 'skip', 'limit', 'batchSize'),
  ...each(as.taken, 'allowDiskUse', 'allowPartialResults', 'noCursorTimeout'),
  ...each(as.off, 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'oplogReplay'),
  singleBatch: as.flag,
};
const AGGREGATE_FIELDS = {
  ...each(as.any, 'hint', 'collation'),
  ...each(as.object, 'cursor', 'let'),
  ...each(as.taken, 'allowDiskUse', 'bypassDocumentValidation'),
  pipeline: as.objects,
  explain: as.off,
};
const COUNT_FIELDS = { query: as.object, ...each(as.any, 'hint', 'collation') };

function toQuery(filter: Document = {}, args: Args<typeof QUERY_FIELDS>, now: Date): Query {
  const { sort, hint, collation, let: variables } = args;
  return compileQuery({ filter, sort, hint, collation, let: variables, now });
}

/** The query that a reading command begins with. */
export function readQuery(name: string, body: Document, now: Date): Query {
  if (name === 'find') {
    const args = readFields(name, body, FIND_FIELDS);
    return toQuery(args.filter, args, now);
  }
  if (name === 'count' || name === 'distinct') {
    const known = { ...COUNT_FIELDS, ...each(as.count, 'limit', 'skip'), key: as.text };
    const args = readFields(name, body, known);
    return toQuery(args.query, args, now);
  }
  if (name !== 'aggregate') throw notSupported(`explain of ${name}`);
  const args = readFields(name, body, AGGREGATE_FIELDS);
  const { filter, sort } = splitLeadingMatch(args.pipeline ?? []);
  return toQuery(filter, { ...args, sort }, now);
}

const find = command(FIND_FIELDS, (args, request) => {
  const { engine, now } = request;
  const { filter, skip = 0, limit = 0, projection = {} } = args;
  const query = toQuery(filter, args, now);
  const namespace = namespaceOf(request);
  const matches = openMatches(engine, namespace, query, { skip, limit: limit || ALL });
  return replyFirstBatch(request, namespace, project(matches, projection, query), args);
});

function project(results: Results, projection: Document, query: Query): Results {
  if (Object.keys(projection).length === 0) return results;
  const apply = compileProjection(projection, query.options);
  return {
    ...results,
    async pull(count, bytes, turn) {
      const batch: Buffer[] = [];
      for (const document of await results.pull(Math.min(count, 1000), bytes, turn)) {
        batch.push(encodeDocument(apply(decodeDocument(document))));
        await turn.yieldIfDue();
      }
      return batch;
    },
  };
}

const getMore = command(
  { collection: as.text, batchSize: as.count },
  ({ collection, batchSize = 0 }, request) => {
    const { target, cursors, turn } = request;
    if (!(target instanceof Long)) throw typeMismatch("BSON field 'getMore' must be a long");
    const namespace = `${request.database}.${need(collection, 'getMore.collection')}`;
    return cursors.next(namespace, target, batchSize || ALL, turn);
  },
);

const killCursors = command({ cursors: as.any }, ({ cursors: given }, { cursors }) => {
  if (!Array.isArray(given)) throw typeMismatch("BSON field 'cursors' must be an array");
  const wanted = given.filter((id): id is Long => id instanceof Long);
  const cursorsKilled = wanted.filter((id) => cursors.kill(id));
  const cursorsNotFound = wanted.filter((id) => !cursorsKilled.includes(id));
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
});

const aggregate = command(AGGREGATE_FIELDS, async (args, request) => {
  if (request.target === 1) throw notSupported('a pipeline without a collection');
  const cursor = readFields('cursor', need(args.cursor, 'aggregate.cursor'), {
    batchSize: as.count,
  });
  const { engine, now, turn } = request;
  const pipeline = splitLeadingMatch(need(args.pipeline, 'aggregate.pipeline'));
  const { filter, sort, rest, skip, limit = ALL } = pipeline;
  const query = toQuery(filter, { ...args, sort }, now);
  const namespace = namespaceOf(request);
  if (sort !== undefined || JSON.stringify(rest) !== COUNT_STAGE) {
    const matches = openMatches(engine, namespace, query, { skip, limit });
    const results = rest.length === 0 ? matches : runStages(request, matches, rest, args);
    return replyFirstBatch(request, namespace, results, cursor);
  }
  const n = (await countMatches(engine, namespace, query, skip + limit, turn)) - skip;
  return replyFirstBatch(request, namespace, listResults(n > 0 ? [{ _id: 1, n }] : []), cursor);
});

function runStages(
  request: Request,
  matches: Results,
  stages: readonly Document[],
  args: Args<typeof AGGREGATE_FIELDS>,
): Results {
  const { engine, now } = request;
  let { turn } = request;
  async function* decode(results: Results): AsyncGenerator<Document> {
    while (!results.isDone())
      for (const bytes of await results.pull(READ_AHEAD, ALL, turn)) yield decodeDocument(bytes);
  }
  const documents = runPipeline(decode(matches), stages, {
    now,
    let: args.let,
    collation: parseCollation(args.collation),
    yieldIfDue: () => turn.yieldIfDue(),
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
    lookup: (from, filter) =>
      decode(openMatches(engine, namespaceOf(request, from), compileQuery({ filter, now }))),
  });
  async function* encode(): AsyncGenerator<Buffer, undefined, undefined> {
    for await (const document of documents) yield encodeDocument(document);
    return undefined;
  }
  const output = encode();
  let isDone = false;
  return {
    isDone: () => isDone,
    close: () => void output.return(undefined).catch(() => undefined),
    async pull(count, maxBytes, next) {
      turn = next;
      const batch: Buffer[] = [];
      for (let bytes = 0; !isDone && batch.length < count && bytes < maxBytes;) {
        const { value } = await output.next();
        isDone = value === undefined;
        bytes += value?.length ?? 0;
        if (value !== undefined) batch.push(value);
      }
      return batch;
    },
  };
}

const count = command(
  { ...COUNT_FIELDS, ...each(as.count, 'limit', 'skip') },
  async (args, request) => {
    const { query: filter, skip = 0, limit = 0 } = args;
    const { engine, turn, now } = request;
    const query = toQuery(filter, args, now);
    const most = skip + (limit || ALL);
    const found = await countMatches(engine, namespaceOf(request), query, most, turn);
    return { n: Math.max(0, found - skip), ok: 1 };
  },
);

const distinct = command({ ...COUNT_FIELDS, key: as.text }, async (args, request) => {
  const path = parsePath(need(args.key, 'distinct.key'));
  const query = toQuery(args.query, args, request.now);
  const matches = openMatches(request.engine, namespaceOf(request), query);
  const fields = new Set(path.slice(0, 1));
  const values = new Map<string, unknown>();
  let bytes = 0;
  while (!matches.isDone()) {
    for (const encoded of await matches.pull(READ_AHEAD, ALL, request.turn)) {
      // The values are those that an index on the path would hold; a missing field has none.
      const { tuples, isAbsent } = toKeyTuples(decodeDocument(encoded, 0, fields), [path]);
      for (const [value] of isAbsent ? [] : tuples) {
        const key = keyOfValue(value, query.options.collation);
        if (value === undefined || values.has(key)) continue;
        values.set(key, value);
        bytes += key.length;
      }
    }
    if (bytes > MAX_DISTINCT_BYTES) throw new MongoError(17217, 'distinct too big, 16mb cap');
  }
  return { values: [...values.values()], ok: 1 };
});

export const READS = { find, getMore, killCursors, aggregate, count, distinct };

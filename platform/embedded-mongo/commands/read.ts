import { Long } from 'bson';
import { runPipeline, splitLeadingMatch } from '../aggregate/index.ts';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError, notSupported, typeMismatch } from '../errors.ts';
import { countMatches, type Matches, openMatches } from '../planner/matches.ts';
import { compileQuery, type Query } from '../planner/query.ts';
import { compileProjection, keyOfValue, parsePath, toKeyTuples } from '../query/index.ts';
import type { Document } from '../types.ts';
import { command, namespaceOf, type Request } from './command.ts';
import { listResults } from './cursors.ts';
import { describePlan } from './explain.ts';
import { type Args, as, each, need, readFields } from './fields.ts';

const ALL = Number.POSITIVE_INFINITY;
/** As MongoDB: what one stage may hold in memory, and the values of a distinct together. */
const MEMORY_LIMIT_BYTES = 100 * 1024 * 1024;
const MAX_DISTINCT_BYTES = 16 * 1024 * 1024;
const READ_AHEAD = 100;
/** What a driver's countDocuments ends with. */
const COUNT_STAGE = JSON.stringify([{ $group: { _id: 1, n: { $sum: 1 } } }]);

/** The fields of each reading command; `explain` reads them too. */
const QUERY_FIELDS = { ...each(as.any, 'hint', 'collation'), let: as.object };
const FIND_FIELDS = {
  ...QUERY_FIELDS,
  ...each(as.object, 'filter', 'projection', 'sort'),
  ...each(as.count, 'skip', 'limit', 'batchSize'),
  ...each(as.taken, 'allowDiskUse', 'allowPartialResults', 'noCursorTimeout'),
  ...each(as.off, 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'oplogReplay'),
  singleBatch: as.flag,
};
const AGGREGATE_FIELDS = {
  ...QUERY_FIELDS,
  ...each(as.taken, 'allowDiskUse', 'bypassDocumentValidation'),
  pipeline: as.objects,
  cursor: as.object,
  explain: as.off,
};
const COUNT_FIELDS = { ...QUERY_FIELDS, query: as.object, ...each(as.count, 'limit', 'skip') };
const DISTINCT_FIELDS = { ...QUERY_FIELDS, query: as.object, key: as.text };
const EXPLAIN_FIELDS = {
  ...FIND_FIELDS,
  ...AGGREGATE_FIELDS,
  ...COUNT_FIELDS,
  ...each(as.text, 'key', '$db'),
};

function toQuery(
  { now }: Request,
  { hint, collation, let: variables }: Args<typeof QUERY_FIELDS>,
  filter: Document = {},
  sort?: Document,
): Query {
  return compileQuery({ filter, sort, hint, collation, let: variables, now });
}

const find = command(FIND_FIELDS, (args, request) => {
  const { engine, cursors, turn } = request;
  const { skip = 0, limit = 0, projection = {} } = args;
  const query = toQuery(request, args, args.filter, args.sort);
  const namespace = namespaceOf(request);
  const matches = openMatches(engine, namespace, query, { skip, limit: limit || ALL });
  return cursors.first(namespace, project(matches, projection, query), turn, args);
});

function project(matches: Matches, projection: Document, query: Query): Matches {
  if (Object.keys(projection).length === 0) return matches;
  const apply = compileProjection(projection, query.options);
  return {
    isDone: () => matches.isDone(),
    async pull(count, bytes, turn) {
      const batch: Buffer[] = [];
      for (const document of await matches.pull(Math.min(count, 1000), bytes, turn)) {
        batch.push(encodeDocument(apply(decodeDocument(document))));
        await turn.yieldIfDue();
      }
      return batch;
    },
  };
}

const aggregate = command(AGGREGATE_FIELDS, async (args, request) => {
  const { engine, cursors, turn } = request;
  const given = need(args.cursor, 'aggregate.cursor');
  const cursor = readFields('cursor', given, { batchSize: as.count });
  const leading = splitLeadingMatch(need(args.pipeline, 'aggregate.pipeline'));
  const { filter, sort, skip, limit = ALL, rest } = leading;
  const query = toQuery(request, args, filter, sort);
  const namespace = namespaceOf(request);
  if (sort === undefined && JSON.stringify(rest) === COUNT_STAGE) {
    const n = (await countMatches(engine, namespace, query, skip + limit, turn)) - skip;
    return cursors.first(namespace, listResults(n > 0 ? [{ _id: 1, n }] : []), turn, cursor);
  }
  const matches = openMatches(engine, namespace, query, { skip, limit });
  const results = rest.length === 0 ? matches : runStages(request, query, matches, rest);
  return cursors.first(namespace, results, turn, cursor);
});

function runStages(
  request: Request,
  query: Query,
  matches: Matches,
  stages: readonly Document[],
): Matches {
  const { engine, now } = request;
  let { turn } = request;
  async function* decode(results: Matches): AsyncGenerator<Document> {
    while (!results.isDone())
      for (const bytes of await results.pull(READ_AHEAD, ALL, turn)) yield decodeDocument(bytes);
  }
  const documents = runPipeline(decode(matches), stages, {
    ...query.options,
    now,
    yieldIfDue: () => turn.yieldIfDue(),
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
    lookup: (from, filter) =>
      decode(openMatches(engine, namespaceOf(request, from), compileQuery({ filter, now }))),
  });
  async function* encode(): AsyncGenerator<Buffer, undefined> {
    for await (const document of documents) yield encodeDocument(document);
    return undefined;
  }
  const output = encode();
  let isDone = false;
  return {
    isDone: () => isDone,
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

const count = command(COUNT_FIELDS, async (args, request) => {
  const { skip = 0, limit = 0 } = args;
  const query = toQuery(request, args, args.query);
  const most = skip + (limit || ALL);
  const namespace = namespaceOf(request);
  const found = await countMatches(request.engine, namespace, query, most, request.turn);
  return { n: Math.max(0, found - skip), ok: 1 };
});

const distinct = command(DISTINCT_FIELDS, async (args, request) => {
  const path = parsePath(need(args.key, 'distinct.key'));
  const query = toQuery(request, args, args.query);
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

/** Tells how a read would find its documents; nothing is run, whatever the verbosity. */
const explain = command({ verbosity: as.taken }, (_, request) => {
  const body = as.object(request.target, 'explain');
  const [name = ''] = Object.keys(body);
  if (!/^(find|aggregate|count|distinct)$/.test(name)) throw notSupported(`explain of ${name}`);
  const args = readFields(name, body, EXPLAIN_FIELDS);
  const { filter = args.query, sort } = args.pipeline ? splitLeadingMatch(args.pipeline) : args;
  const query = toQuery(request, args, filter, sort);
  const plan = query.plan(request.engine.catalog.find(namespaceOf(request, body[name])));
  return { explainVersion: '1', queryPlanner: describePlan(plan, query, name === 'count'), ok: 1 };
});

const getMore = command(
  { collection: as.text, batchSize: as.count },
  ({ collection, batchSize = 0 }, { target, database, cursors, turn }) => {
    if (!(target instanceof Long)) throw typeMismatch("BSON field 'getMore' must be a long");
    const namespace = `${database}.${need(collection, 'getMore.collection')}`;
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

export const READS = { find, aggregate, count, distinct, explain, getMore, killCursors };

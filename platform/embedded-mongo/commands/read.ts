import { Long } from 'bson';
import { runPipeline, splitLeadingMatch } from '../aggregate/index.ts';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError, notSupported, typeMismatch } from '../errors.ts';
import { countMatches, type Matches, openMatches } from '../planner/matches.ts';
import { compileQuery, type Query } from '../planner/query.ts';
import { compileProjection, keyOfValue, parsePath, toKeyTuples } from '../query/index.ts';
import type { Document } from '../types.ts';
import { command, namespaceOf, type Reply, type Request } from './command.ts';
import { listResults } from './cursors.ts';
import { describePlan } from './explain.ts';
import { type Args, as, each, type Fields, need, readFields } from './fields.ts';

const ALL = Number.POSITIVE_INFINITY;
/** As MongoDB: what one stage may hold in memory, and the values of a distinct together. */
const MEMORY_LIMIT_BYTES = 100 * 1024 * 1024;
const MAX_DISTINCT_BYTES = 16 * 1024 * 1024;
const READ_AHEAD = 100;
/** What a driver's countDocuments ends with. */
const COUNT_STAGE = JSON.stringify([{ $group: { _id: 1, n: { $sum: 1 } } }]);

interface Reading extends Request {
  readonly namespace: string;
  readonly query: Query;
}

interface Beginning {
  readonly filter?: Document | undefined;
  readonly sort?: Document | undefined;
}

const QUERY_FIELDS = { ...each(as.any, 'hint', 'collation'), let: as.object };

/** A command that begins with a query, which `begin` reads; explained, it stops at the plan. */
function reading<F extends Fields, Begun extends Beginning>(
  fields: F,
  begin: (args: Args<F>) => Begun,
  run: (args: Args<F>, reading: Reading, begun: Begun) => Reply | Promise<Reply>,
) {
  const known = { ...QUERY_FIELDS, ...fields };
  return command(known, (args: Args<typeof QUERY_FIELDS> & Args<F>, request) => {
    const { hint, collation, let: variables } = args;
    const { now, name, engine, isExplained = false } = request;
    const begun = begin(args);
    const { filter = {}, sort } = begun;
    const query = compileQuery({ filter, sort, hint, collation, let: variables, now });
    const namespace = namespaceOf(request);
    if (!isExplained) return run(args, { ...request, namespace, query }, begun);
    return describePlan(query.plan(engine.catalog.find(namespace)), query, name === 'count');
  });
}

const FIND_FIELDS = {
  ...each(as.object, 'filter', 'projection', 'sort'),
  ...each(as.count, 'skip', 'limit', 'batchSize'),
  ...each(as.taken, 'allowDiskUse', 'allowPartialResults', 'noCursorTimeout'),
  ...each(as.off, 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'oplogReplay'),
  singleBatch: as.flag,
};

const find = reading(
  FIND_FIELDS,
  ({ filter, sort }) => ({ filter, sort }),
  (args, { engine, cursors, turn, namespace, query }) => {
    const { skip = 0, limit = 0, projection = {} } = args;
    const matches = openMatches(engine, namespace, query, { skip, limit: limit || ALL });
    return cursors.first(namespace, project(matches, projection, query), turn, args);
  },
);

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

const AGGREGATE_FIELDS = {
  pipeline: as.objects,
  cursor: as.object,
  ...each(as.taken, 'allowDiskUse', 'bypassDocumentValidation'),
  explain: as.off,
};

const aggregate = reading(
  AGGREGATE_FIELDS,
  ({ pipeline }) => splitLeadingMatch(need(pipeline, 'aggregate.pipeline')),
  async (args, request, { sort, skip, limit = ALL, rest }) => {
    const { engine, cursors, turn, namespace, query } = request;
    const given = need(args.cursor, 'aggregate.cursor');
    const cursor = readFields('cursor', given, { batchSize: as.count });
    if (sort === undefined && JSON.stringify(rest) === COUNT_STAGE) {
      const n = (await countMatches(engine, namespace, query, skip + limit, turn)) - skip;
      return cursors.first(namespace, listResults(n > 0 ? [{ _id: 1, n }] : []), turn, cursor);
    }
    const matches = openMatches(engine, namespace, query, { skip, limit });
    const results = rest.length === 0 ? matches : runStages(request, matches, rest);
    return cursors.first(namespace, results, turn, cursor);
  },
);

function runStages(request: Reading, matches: Matches, stages: readonly Document[]): Matches {
  const { engine, query } = request;
  let { turn } = request;
  async function* decode(results: Matches): AsyncGenerator<Document> {
    while (!results.isDone())
      for (const bytes of await results.pull(READ_AHEAD, ALL, turn)) yield decodeDocument(bytes);
  }
  const { now } = request;
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

const count = reading(
  { query: as.object, ...each(as.count, 'limit', 'skip') },
  ({ query: filter }) => ({ filter }),
  async ({ skip = 0, limit = 0 }, { engine, turn, namespace, query }) => {
    const found = await countMatches(engine, namespace, query, skip + (limit || ALL), turn);
    return { n: Math.max(0, found - skip), ok: 1 };
  },
);

const distinct = reading(
  { query: as.object, key: as.text },
  ({ query: filter }) => ({ filter }),
  async (args, { engine, turn, namespace, query }) => {
    const path = parsePath(need(args.key, 'distinct.key'));
    const matches = openMatches(engine, namespace, query);
    const fields = new Set(path.slice(0, 1));
    const values = new Map<string, unknown>();
    let bytes = 0;
    while (!matches.isDone()) {
      for (const encoded of await matches.pull(READ_AHEAD, ALL, turn)) {
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
  },
);

const READINGS = new Map(Object.entries({ find, aggregate, count, distinct }));

/** Tells how a read would find its documents; nothing is run, whatever the verbosity. */
const explain = command({ verbosity: as.taken }, (_, { target, database, ...server }) => {
  const body = as.object(target, 'explain');
  const [name = ''] = Object.keys(body);
  const run = READINGS.get(name);
  if (run === undefined) throw notSupported(`explain of ${name}`);
  return run(name, { ...body, $db: database }, { ...server, isExplained: true });
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

import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { failedToParse, notSupported, typeMismatch } from '../errors.ts';
import { runPipeline, splitLeadingMatch, type LeadingFind } from '../aggregate/index.ts';
import { countMatches, openMatches } from '../planner/matches.ts';
import { compileQuery, type Query, type QueryRequest } from '../planner/query.ts';
import { parseCollation } from '../query/index.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import { listResults } from './collections.ts';
import { FIRST_BATCH, type Results } from './cursors.ts';
import { replyFirstBatch } from './read.ts';
import {
  refuseSet,
  takeCount,
  takeDocument,
  takeDocuments,
  takeNamespace,
  toNamespace,
  type Command,
  type Request,
} from './request.ts';

/** As MongoDB: what one stage may hold in memory. */
const MEMORY_LIMIT_BYTES = 100 * 1024 * 1024;
const READ_AHEAD = 100;
/** What a driver's countDocuments ends with. */
const COUNT_STAGE = JSON.stringify([{ $group: { _id: 1, n: { $sum: 1 } } }]);

export const aggregate: Command = {
  fields: [
    'pipeline',
    'cursor',
    'allowDiskUse',
    'bypassDocumentValidation',
    'collation',
    'explain',
    'hint',
    'let',
  ],
  async run(request) {
    const { body } = request;
    refuseSet(body, ['explain']);
    if (typeof body['aggregate'] !== 'string')
      throw notSupported('a pipeline without a collection');
    const cursor = takeDocument(body, 'cursor');
    if (cursor === undefined) throw failedToParse("The 'cursor' option is required");
    const namespace = takeNamespace(request);
    const leading = splitLeadingMatch(takePipeline(body));
    const query = toLeadingQuery(request, leading);
    const results = isCount(leading)
      ? await countResults(request, namespace, query, leading)
      : pipelineResults(request, namespace, query, leading);
    const count = takeCount(cursor, 'batchSize') ?? FIRST_BATCH;
    return replyFirstBatch(request, namespace, results, count);
  },
};

/** The pipeline of a command. */
export function takePipeline(body: Document): readonly Document[] {
  if (!Array.isArray(body['pipeline'])) throw typeMismatch("'pipeline' must be an array");
  return takeDocuments(body, 'pipeline');
}

/** The query that a pipeline begins with. */
export function toLeadingQuery({ body, now }: Request, { filter, sort }: LeadingFind): Query {
  const { hint, collation } = body;
  return compileQuery({ filter, sort, hint, collation, let: takeDocument(body, 'let'), now });
}

function isCount({ sort, rest }: LeadingFind): boolean {
  return sort === undefined && JSON.stringify(rest) === COUNT_STAGE;
}

async function countResults(
  { engine, turn }: Request,
  namespace: string,
  query: Query,
  { skip, limit = Number.POSITIVE_INFINITY }: LeadingFind,
): Promise<Results> {
  const found = await countMatches(engine, namespace, query, skip + limit, turn);
  const n = Math.max(0, found - skip);
  return listResults(n === 0 ? [] : [{ _id: 1, n }]);
}

function pipelineResults(
  request: Request,
  namespace: string,
  query: Query,
  { rest, ...window }: LeadingFind,
): Results {
  const { engine, body, now, database } = request;
  let { turn } = request;
  const currentTurn = (): Turn => turn;
  const output = runPipeline(readAll(engine, namespace, query, currentTurn, window), rest, {
    now,
    let: takeDocument(body, 'let'),
    collation: parseCollation(body['collation']),
    yieldIfDue: () => turn.yieldIfDue(),
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
    lookup: (from, filter) => {
      const inner: QueryRequest = { filter, now };
      return readAll(engine, toNamespace(database, from), compileQuery(inner), currentTurn);
    },
  });
  return toResults(output, (next) => (turn = next));
}

/** The documents that a query finds, decoded. */
async function* readAll(
  engine: Engine,
  namespace: string,
  query: Query,
  currentTurn: () => Turn,
  window: { skip?: number; limit?: number | undefined } = {},
): AsyncGenerator<Document> {
  const { skip = 0, limit = Number.POSITIVE_INFINITY } = window;
  const matches = openMatches(engine, namespace, query, { skip, limit });
  while (!matches.isDone()) {
    const batch = await matches.pull(READ_AHEAD, Number.POSITIVE_INFINITY, currentTurn());
    for (const bytes of batch) yield decodeDocument(bytes);
  }
}

/** A pipeline's output as a cursor reads it; each fetch brings its own turn. */
function toResults(
  output: AsyncIterable<Document> | Iterable<Document>,
  useTurn: (turn: Turn) => void,
): Results {
  const iterator = toAsync(output);
  let isDone = false;
  return {
    async pull(count, maxBytes, turn) {
      useTurn(turn);
      const batch: Buffer[] = [];
      for (let bytes = 0; !isDone && batch.length < count && bytes < maxBytes;) {
        const next = await iterator.next();
        isDone = next.done === true;
        if (next.done === true) break;
        const document = encodeDocument(next.value);
        batch.push(document);
        bytes += document.length;
      }
      return batch;
    },
    isDone: () => isDone,
    close() {
      iterator.return().catch(() => undefined);
    },
  };
}

async function* toAsync(
  output: AsyncIterable<Document> | Iterable<Document>,
): AsyncGenerator<Document, void, void> {
  yield* output;
}

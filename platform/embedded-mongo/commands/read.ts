import { Long } from 'bson';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { typeMismatch } from '../errors.ts';
import { openMatches } from '../planner/matches.ts';
import { compileQuery, type Query } from '../planner/query.ts';
import { compileProjection } from '../query/index.ts';
import type { Document } from '../types.ts';
import { encodeCursorReply } from '../wire/reply.ts';
import { BATCH_BYTES, FIRST_BATCH, type Results } from './cursors.ts';
import {
  refuseSet,
  takeCount,
  takeDocument,
  takeFlag,
  takeNamespace,
  type Command,
  type Request,
} from './request.ts';

/** The query of a find-like command. */
export function toQuery({ body, now }: Request, filter: Document): Query {
  return compileQuery({
    filter,
    sort: takeDocument(body, 'sort'),
    hint: body['hint'],
    collation: body['collation'],
    let: takeDocument(body, 'let'),
    now,
  });
}

/** Applies a projection to encoded documents, if there is one. */
function projected(results: Results, spec: Document | undefined, query: Query): Results {
  if (spec === undefined || Object.keys(spec).length === 0) return results;
  const project = compileProjection(spec, query.options);
  return {
    ...results,
    async pull(count, bytes, turn) {
      const batch = await results.pull(Math.min(count, 1000), bytes, turn);
      const output: Buffer[] = [];
      for (const document of batch) {
        output.push(encodeDocument(project(decodeDocument(document))));
        await turn.yieldIfDue();
      }
      return output;
    },
  };
}

/** Answers with a first batch and keeps the rest. */
export async function replyFirstBatch(
  { cursors, turn }: Request,
  namespace: string,
  results: Results,
  count: number,
  isSingle = false,
): Promise<Buffer> {
  const batch = await results.pull(count, BATCH_BYTES, turn);
  if (isSingle) results.close?.();
  const id = isSingle ? Long.ZERO : cursors.keep(namespace, results);
  return encodeCursorReply('firstBatch', batch, id, namespace);
}

export const find: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'collation',
    'let',
    'allowDiskUse',
    'noCursorTimeout',
    'allowPartialResults',
    'min',
    'max',
    'returnKey',
    'showRecordId',
    'tailable',
    'awaitData',
    'oplogReplay',
  ],
  async run(request) {
    const { engine, body } = request;
    const namespace = takeNamespace(request);
    refuseSet(body, [
      'min',
      'max',
      'returnKey',
      'showRecordId',
      'tailable',
      'awaitData',
      'oplogReplay',
    ]);
    const query = toQuery(request, takeDocument(body, 'filter') ?? {});
    const matches = openMatches(engine, namespace, query, {
      skip: takeCount(body, 'skip') ?? 0,
      limit: takeCount(body, 'limit') || Number.POSITIVE_INFINITY,
    });
    const results = projected(matches, takeDocument(body, 'projection'), query);
    const count = takeCount(body, 'batchSize') ?? FIRST_BATCH;
    return replyFirstBatch(request, namespace, results, count, takeFlag(body, 'singleBatch'));
  },
};

export const getMore: Command = {
  fields: ['collection', 'batchSize'],
  async run({ body, cursors, database, turn }) {
    const id = body['getMore'];
    if (!(id instanceof Long)) throw typeMismatch("BSON field 'getMore.getMore' must be a long");
    const namespace = `${database}.${String(body['collection'])}`;
    const count = takeCount(body, 'batchSize') || Number.POSITIVE_INFINITY;
    const batch = await cursors.next(namespace, id, count, turn);
    return encodeCursorReply('nextBatch', batch, cursors.isOpen(id) ? id : Long.ZERO, namespace);
  },
};

export const killCursors: Command = {
  fields: ['cursors'],
  run({ body, cursors }) {
    const ids = body['cursors'];
    if (!Array.isArray(ids)) throw typeMismatch("BSON field 'cursors' must be an array");
    const wanted = ids.filter((id): id is Long => id instanceof Long);
    const cursorsKilled = wanted.filter((id) => cursors.kill(id));
    const cursorsNotFound = wanted.filter((id) => !cursorsKilled.includes(id));
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  },
};

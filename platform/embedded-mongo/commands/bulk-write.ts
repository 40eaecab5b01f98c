import { Long } from 'bson';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { badValue, failedToParse } from '../errors.ts';
import { compileQuery } from '../planner/query.ts';
import type { Document } from '../types.ts';
import { runBatch, type Outcome } from '../writes/batch.ts';
import {
  compileDeleteStatement,
  compileUpdateStatement,
  type Statement,
} from '../writes/statements.ts';
import {
  checkPart,
  refuseSet,
  takeDocument,
  takeDocuments,
  takeFlag,
  toNamespace,
  toNumber,
  type Command,
  type Request,
} from './request.ts';
import { compileInsertStatement, takeEncoded, takeUpdate } from './write.ts';

const OPERATIONS = {
  insert: new Set(['insert', 'document']),
  update: new Set([
    'update',
    'filter',
    'updateMods',
    'multi',
    'upsert',
    'arrayFilters',
    'hint',
    'collation',
    'sort',
  ]),
  delete: new Set(['delete', 'filter', 'multi', 'hint', 'collation']),
} as const;

type OperationName = keyof typeof OPERATIONS;

interface Operation {
  readonly name: OperationName;
  readonly namespace: string;
  readonly part: Document;
}

/** MongoDB 8.0's bulkWrite: writes to several collections in one command. */
export const bulkWrite: Command = {
  fields: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'let', 'cursor', 'bypassDocumentValidation'],
  async run(request) {
    const { body, engine, turn } = request;
    const operations = takeOperations(request);
    const isOrdered = body['ordered'] === undefined || takeFlag(body, 'ordered');
    const outcomes = await runBatch(engine, operations.length, isOrdered, turn, (index) =>
      compileOperation(request, operations[index]),
    );
    return toReply(outcomes, operations, takeFlag(body, 'errorsOnly'));
  },
};

function takeOperations(request: Request): Operation[] {
  if (request.database !== 'admin')
    throw badValue('bulkWrite may only be run against the admin database.');
  const namespaces = takeEncoded(request, 'nsInfo').map((bytes) => {
    const info = decodeDocument(bytes);
    checkPart('bulkWrite.nsInfo', info, new Set(['ns']));
    const [database = '', ...collection] = String(info['ns']).split('.');
    return toNamespace(database, collection.join('.'));
  });
  return takeEncoded(request, 'ops').map((bytes) => toOperation(decodeDocument(bytes), namespaces));
}

function toOperation(part: Document, namespaces: readonly string[]): Operation {
  const [name] = Object.keys(part);
  if (name !== 'insert' && name !== 'update' && name !== 'delete') {
    throw failedToParse('a bulkWrite operation must be insert, update or delete');
  }
  checkPart(`bulkWrite.${name}`, part, OPERATIONS[name]);
  const namespace = namespaces[toNumber(part[name]) ?? -1];
  if (namespace === undefined) throw badValue('BulkWrite ops entry has an invalid nsInfo index.');
  return { name, namespace, part };
}

function compileOperation(request: Request, operation: Operation | undefined): Statement {
  if (operation === undefined) throw badValue('no such operation');
  const { name, namespace, part } = operation;
  const { engine, body, now } = request;
  if (name === 'insert') {
    return compileInsertStatement(
      request,
      namespace,
      encodeDocument(takeDocument(part, 'document') ?? {}),
    );
  }
  const filter = takeDocument(part, 'filter') ?? {};
  const { hint, collation } = part;
  const variables = takeDocument(body, 'let');
  if (name === 'delete') {
    const query = compileQuery({ filter, hint, collation, let: variables, now });
    return compileDeleteStatement(engine, namespace, query, takeFlag(part, 'multi'));
  }
  refuseSet(part, ['constants']);
  const hasFilters = part['arrayFilters'] !== undefined;
  return compileUpdateStatement(
    engine,
    namespace,
    {
      filter,
      update: takeUpdate(part, 'updateMods'),
      isMulti: takeFlag(part, 'multi'),
      isUpsert: takeFlag(part, 'upsert'),
      arrayFilters: hasFilters ? takeDocuments(part, 'arrayFilters') : undefined,
      sort: takeDocument(part, 'sort'),
      hint,
      collation,
      let: variables,
    },
    now,
  );
}

function toReply(
  outcomes: readonly Outcome[],
  operations: readonly Operation[],
  isErrorsOnly: boolean,
): Document {
  const counts = { nErrors: 0, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const results: Document[] = [];
  for (const outcome of outcomes) {
    const name = operations[outcome.index]?.name ?? 'insert';
    addCounts(counts, outcome, name);
    if (outcome.kind === 'failed' || !isErrorsOnly) results.push(toResult(outcome, name));
  }
  return {
    cursor: { id: Long.ZERO, firstBatch: results, ns: 'admin.$cmd.bulkWrite' },
    ...counts,
    ok: 1,
  };
}

function addCounts(counts: Record<string, number>, outcome: Outcome, name: OperationName): void {
  const add = (field: string, count: number): void => {
    counts[field] = (counts[field] ?? 0) + count;
  };
  if (outcome.kind === 'failed') return add('nErrors', 1);
  const { matched, changed, upsertedId } = outcome.effect;
  if (name === 'insert') return add('nInserted', 1);
  if (name === 'delete') return add('nDeleted', changed);
  add('nMatched', matched);
  add('nModified', changed);
  add('nUpserted', upsertedId === undefined ? 0 : 1);
}

function toResult(outcome: Outcome, name: OperationName): Document {
  const idx = outcome.index;
  if (outcome.kind === 'failed') {
    const { code, message, extra } = outcome.error;
    return {
      ok: 0,
      idx,
      code,
      errmsg: message,
      ...extra,
      n: 0,
      ...(name === 'update' && { nModified: 0 }),
    };
  }
  const { matched, changed, upsertedId } = outcome.effect;
  if (name !== 'update') return { ok: 1, idx, n: matched };
  const isUpsert = upsertedId !== undefined;
  return {
    ok: 1,
    idx,
    n: matched + (isUpsert ? 1 : 0),
    nModified: changed,
    ...(isUpsert && { upserted: { _id: upsertedId } }),
  };
}

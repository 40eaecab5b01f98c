import { Long } from 'bson';
import { badValue, failedToParse } from '../errors.ts';
import { compileProjection, parseCollation } from '../query/index.ts';
import type { Document } from '../types.ts';
import { runWrites } from '../writes/run.ts';
import type { Change, Insert, Outcome } from '../writes/statement.ts';
import { command, namespaceOf } from './command.ts';
import { as, each, need, readFields } from './fields.ts';

const BATCH_FIELDS = { ordered: as.flag, let: as.object, bypassDocumentValidation: as.taken };
const DELETE_FIELDS = each(as.any, 'hint', 'collation');
const UPDATE_FIELDS = {
  ...DELETE_FIELDS,
  ...each(as.flag, 'multi', 'upsert'),
  sort: as.object,
  arrayFilters: as.objects,
};

/** A write without what its command says for all of them. */
type Operation = Omit<Insert, 'namespace'> | Omit<Change, 'namespace' | 'now'>;

function readUpdate(what: string, part: Document, q: 'q' | 'filter', u: 'u' | 'updateMods') {
  const known = { ...UPDATE_FIELDS, ...each(as.object, q), ...each(as.update, u), c: as.off };
  const args = readFields(what, part, known);
  const filter = need(args[q], `${what}.${q}`);
  return { ...args, kind: 'update', filter, update: args[u] } as const;
}

/** A command that writes to one collection. */
function batch(field: 'documents' | 'updates' | 'deletes', read: (part: Document) => Operation) {
  return command({ ...BATCH_FIELDS, ...each(as.objects, field) }, async (args, request) => {
    const { name, engine, turn, now } = request;
    const namespace = namespaceOf(request);
    const parts = need(args[field], `${name}.${field}`);
    const writes = parts.map((part) => ({ ...read(part), let: args.let, namespace, now }));
    const outcomes = await runWrites(engine, turn, writes, args.ordered);
    const upserted = outcomes.flatMap((one, index) => {
      return one.upserted === undefined ? [] : [{ index, _id: one.upserted['_id'] }];
    });
    const writeErrors = outcomes.flatMap(({ error }, index) => {
      return error === undefined ? [] : [{ index, ...error.toDocument() }];
    });
    return {
      n: total(outcomes, 'matched') + upserted.length,
      ...(name === 'update' && { nModified: total(outcomes, 'changed') }),
      ...(upserted.length > 0 && { upserted }),
      ...(writeErrors.length > 0 && { writeErrors }),
      ok: 1,
    };
  });
}

const insert = batch('documents', (document) => ({ kind: 'insert', document }));
const update = batch('updates', (part) => readUpdate('update.updates', part, 'q', 'u'));
const remove = batch('deletes', (part) => {
  const known = { ...DELETE_FIELDS, q: as.object, limit: as.count };
  const { q, limit = 2, ...rest } = readFields('delete.deletes', part, known);
  if (limit > 1) throw failedToParse('the limit of a delete must be 0 or 1');
  return { ...rest, kind: 'delete', filter: need(q, 'delete.deletes.q'), multi: limit === 0 };
});

function total(outcomes: readonly Outcome[], field: 'matched' | 'changed'): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[field], 0);
}

const FIND_AND_MODIFY_FIELDS = {
  ...DELETE_FIELDS,
  ...each(as.object, 'query', 'fields', 'sort', 'let'),
  ...each(as.flag, 'remove', 'new', 'upsert'),
  update: as.update,
  arrayFilters: as.objects,
  bypassDocumentValidation: as.taken,
};

const findAndModify = command(FIND_AND_MODIFY_FIELDS, async (args, request) => {
  const { query: filter = {}, fields = {}, remove: isRemove = false, new: isNew = false } = args;
  if (isRemove ? args.update || isNew || args.upsert : !args.update) {
    throw failedToParse("give either 'remove', or 'update' with or without 'new' and 'upsert'");
  }
  const { engine, turn, now } = request;
  const collation = parseCollation(args.collation);
  const project = compileProjection(fields, { collation, let: args.let, now });
  const kind = isRemove ? 'delete' : 'update';
  const write = { ...args, kind, namespace: namespaceOf(request), filter, now } as const;
  const [outcome] = await runWrites(engine, turn, [write]);
  if (outcome?.error !== undefined) throw outcome.error;
  const { matched = 0, before, after, upserted } = outcome ?? {};
  const value = isNew ? (after ?? upserted) : before;
  return {
    lastErrorObject: {
      n: matched > 0 || upserted !== undefined ? 1 : 0,
      ...(!isRemove && { updatedExisting: matched > 0 }),
      ...(upserted !== undefined && { upserted: upserted['_id'] }),
    },
    value: value === undefined ? null : project(value),
    ok: 1,
  };
});

/** MongoDB 8.0's bulkWrite: writes to several collections; one batch holds what became of them. */
const bulkWrite = command(
  { ...BATCH_FIELDS, ...each(as.objects, 'ops', 'nsInfo'), errorsOnly: as.flag, cursor: as.taken },
  async (args, request) => {
    if (request.database !== 'admin') throw badValue('bulkWrite must be run on admin');
    const namespaces = need(args.nsInfo, 'bulkWrite.nsInfo').map((info) => {
      const { ns = '' } = readFields('bulkWrite.nsInfo', info, { ns: as.text });
      const [database = ''] = ns.split('.', 1);
      return namespaceOf({ ...request, database }, ns.slice(database.length + 1));
    });
    const { engine, turn, now } = request;
    const writes = need(args.ops, 'bulkWrite.ops').map((part) => {
      const [kind = ''] = Object.keys(part);
      const namespace = namespaces[as.count(part[kind], kind)];
      if (namespace === undefined) throw badValue('an operation has an invalid nsInfo index');
      return { ...readOperation(kind, part), let: args.let, namespace, now };
    });
    const outcomes = await runWrites(engine, turn, writes, args.ordered);
    const of = (kind: string) => outcomes.filter((_, idx) => writes[idx]?.kind === kind);
    const results = outcomes.map(({ matched, changed, upserted, error }, idx) => ({
      ok: error === undefined ? 1 : 0,
      idx,
      ...error?.toDocument(),
      n: matched + (upserted === undefined ? 0 : 1),
      ...(writes[idx]?.kind === 'update' && { nModified: changed }),
      ...(upserted !== undefined && { upserted: { _id: upserted['_id'] } }),
    }));
    const firstBatch = results.filter(({ ok }) => ok === 0 || args.errorsOnly !== true);
    return {
      cursor: { id: Long.ZERO, firstBatch, ns: 'admin.$cmd.bulkWrite' },
      nErrors: results.filter(({ ok }) => ok === 0).length,
      nInserted: total(of('insert'), 'matched'),
      nMatched: total(of('update'), 'matched'),
      nModified: total(of('update'), 'changed'),
      nUpserted: outcomes.filter(({ upserted }) => upserted !== undefined).length,
      nDeleted: total(of('delete'), 'matched'),
      ok: 1,
    };
  },
);

function readOperation(kind: string, part: Document): Operation {
  if (kind === 'update') return readUpdate(kind, part, 'filter', 'updateMods');
  if (kind === 'insert') {
    const { document } = readFields(kind, part, { document: as.object });
    return { kind, document: need(document, 'insert.document') };
  }
  if (kind !== 'delete') throw failedToParse('an operation must be insert, update or delete');
  const known = { ...DELETE_FIELDS, filter: as.object, multi: as.flag };
  const { filter, ...rest } = readFields(kind, part, known);
  return { ...rest, kind, filter: need(filter, 'delete.filter') };
}

export const WRITES = { insert, update, delete: remove, findAndModify, bulkWrite };

import { Long } from 'bson';
import { badValue, failedToParse, MongoError } from '../errors.ts';
import { compileProjection } from '../query/index.ts';
import type { Document } from '../types.ts';
import { type Outcome, runStatements } from '../writes/run.ts';
import { compileWrite, type Write } from '../writes/statement.ts';
import { command, namespaceOf, type Request } from './command.ts';
import { as, each, need, readFields } from './fields.ts';

const MAX_WRITES = 100_000;
const BATCH_FIELDS = { ordered: as.flag, let: as.object, bypassDocumentValidation: as.taken };
const DELETE_FIELDS = each(as.any, 'hint', 'collation');
const UPDATE_FIELDS = {
  ...DELETE_FIELDS,
  ...each(as.flag, 'multi', 'upsert'),
  sort: as.object,
  arrayFilters: as.objects,
};

/** Runs the writes of a command, each compiled when its turn comes. */
function runWrites(
  { engine, turn }: Request,
  writes: readonly Write[],
  isOrdered?: boolean,
): Promise<Outcome[]> {
  if (writes.length === 0 || writes.length > MAX_WRITES) {
    throw new MongoError('InvalidLength', `a batch has 1 to ${MAX_WRITES} writes`);
  }
  const compilers = writes.map((write) => () => compileWrite(engine, write));
  return runStatements(engine, turn, compilers, isOrdered);
}

const insert = command({ ...BATCH_FIELDS, documents: as.objects }, async (args, request) => {
  const namespace = namespaceOf(request);
  const documents = need(args.documents, 'insert.documents');
  const writes = documents.map((document) => ({ kind: 'insert', namespace, document }) as const);
  return toReply(await runWrites(request, writes, args.ordered));
});

const update = command({ ...BATCH_FIELDS, updates: as.objects }, async (args, request) => {
  const known = { ...UPDATE_FIELDS, q: as.object, u: as.update, c: as.off };
  const namespace = namespaceOf(request);
  const writes = need(args.updates, 'update.updates').map((part): Write => {
    const { q, u, ...rest } = readFields('update.updates', part, known);
    const query = { filter: need(q, 'update.updates.q'), let: args.let, now: request.now };
    return { ...rest, ...query, kind: 'update', namespace, update: u };
  });
  const outcomes = await runWrites(request, writes, args.ordered);
  const upserted = outcomes.flatMap(({ effect }, index) => {
    return effect.upserted === undefined ? [] : [{ index, _id: effect.upserted['_id'] }];
  });
  const { n, ...reply } = toReply(outcomes);
  return {
    n: n + upserted.length,
    nModified: outcomes.reduce((sum, { effect }) => sum + effect.changed, 0),
    ...(upserted.length > 0 && { upserted }),
    ...reply,
  };
});

const remove = command({ ...BATCH_FIELDS, deletes: as.objects }, async (args, request) => {
  const known = { ...DELETE_FIELDS, q: as.object, limit: as.count };
  const namespace = namespaceOf(request);
  const writes = need(args.deletes, 'delete.deletes').map((part): Write => {
    const { q, limit = 2, ...rest } = readFields('delete.deletes', part, known);
    if (limit > 1) throw failedToParse('the limit of a delete must be 0 or 1');
    const query = { filter: need(q, 'delete.deletes.q'), let: args.let, now: request.now };
    return { ...rest, ...query, kind: 'delete', namespace, multi: limit === 0 };
  });
  return toReply(await runWrites(request, writes, args.ordered));
});

function toReply(outcomes: readonly Outcome[]) {
  const n = outcomes.reduce((sum, { effect }) => sum + effect.matched, 0);
  const writeErrors = outcomes.flatMap(({ error }, index) => {
    return error === undefined ? [] : [{ index, ...error.toDocument() }];
  });
  return { n, ...(writeErrors.length > 0 && { writeErrors }), ok: 1 };
}

const FIND_AND_MODIFY_FIELDS = {
  ...each(as.any, 'hint', 'collation'),
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
  const kind = isRemove ? 'delete' : 'update';
  const namespace = namespaceOf(request);
  const statement = compileWrite(engine, {
    update: undefined,
    ...args,
    kind,
    namespace,
    filter,
    now,
  });
  const project = compileProjection(fields, statement.query?.options);
  const [outcome] = await runStatements(engine, turn, [() => statement]);
  if (outcome?.error !== undefined) throw outcome.error;
  const { matched = 0, before, after, upserted } = outcome?.effect ?? {};
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
    const rest = { let: args.let, now: request.now };
    const writes = need(args.ops, 'bulkWrite.ops').map((part) => toWrite(part, namespaces, rest));
    const outcomes = await runWrites(request, writes, args.ordered);
    const results = outcomes.map(({ effect, error }, idx) => {
      const { matched, changed, upserted } = effect;
      return {
        ok: error === undefined ? 1 : 0,
        idx,
        ...error?.toDocument(),
        n: matched + (upserted === undefined ? 0 : 1),
        ...(writes[idx]?.kind === 'update' && { nModified: changed }),
        ...(upserted !== undefined && { upserted: { _id: upserted['_id'] } }),
      };
    });
    const sum = (kind: Write['kind'], field: 'matched' | 'changed'): number =>
      outcomes.reduce((total, { effect }, idx) => {
        return writes[idx]?.kind === kind ? total + effect[field] : total;
      }, 0);
    const firstBatch = results.filter(({ ok }) => ok === 0 || args.errorsOnly !== true);
    return {
      cursor: { id: Long.ZERO, firstBatch, ns: 'admin.$cmd.bulkWrite' },
      nErrors: results.filter(({ ok }) => ok === 0).length,
      nInserted: sum('insert', 'matched'),
      nMatched: sum('update', 'matched'),
      nModified: sum('update', 'changed'),
      nUpserted: outcomes.filter(({ effect }) => effect.upserted !== undefined).length,
      nDeleted: sum('delete', 'matched'),
      ok: 1,
    };
  },
);

function toWrite(
  part: Document,
  namespaces: readonly string[],
  rest: { let: Document | undefined; now: Date },
): Write {
  const [kind = ''] = Object.keys(part);
  const { [kind]: at, ...fields } = part;
  const namespace = namespaces[as.count(at, kind)];
  if (namespace === undefined) throw badValue('an operation has an invalid nsInfo index');
  if (kind === 'insert') {
    const { document } = readFields('insert', fields, { document: as.object });
    return { kind, namespace, document: need(document, 'insert.document') };
  }
  if (kind === 'delete') {
    const known = { ...DELETE_FIELDS, filter: as.object, multi: as.flag };
    const { filter, ...args } = readFields('delete', fields, known);
    return { ...args, ...rest, kind, namespace, filter: need(filter, 'delete.filter') };
  }
  if (kind !== 'update') throw failedToParse('an operation must be insert, update or delete');
  const known = { ...UPDATE_FIELDS, filter: as.object, updateMods: as.update };
  const { filter, updateMods, ...args } = readFields('update', fields, known);
  const what = { filter: need(filter, 'update.filter'), update: updateMods };
  return { ...args, ...rest, ...what, kind, namespace };
}

export const WRITES = { insert, update, delete: remove, findAndModify, bulkWrite };

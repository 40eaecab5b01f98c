import type mongoose from 'mongoose';
import { asDoc, asDocs, type Doc } from './shapes.ts';
import { trusted } from '../../trusted.ts';

type Mongo = typeof mongoose.mongo;
type MongoClient = InstanceType<Mongo['MongoClient']>;
type Db = ReturnType<MongoClient['db']>;
type Collection = ReturnType<Db['collection']>;

/** Calls the driver as an operation of a test says, and gives its result in the format's shape. */
type Operation = (target: unknown, args: Doc) => Promise<unknown>;

const onCollection =
  (call: (collection: Collection, args: Doc, options: Doc) => Promise<unknown>) =>
  (target: unknown, args: Doc): Promise<unknown> =>
    call(trusted<Collection>(target), args, optionsOf(args));

const onDatabase =
  (call: (database: Db, args: Doc, options: Doc) => Promise<unknown>) =>
  (target: unknown, args: Doc): Promise<unknown> =>
    call(trusted<Db>(target), args, optionsOf(args));

/** Arguments that are not options. */
const OWN = new Set([
  'filter',
  'update',
  'replacement',
  'document',
  'documents',
  'requests',
  'models',
  'pipeline',
  'fieldName',
  'keys',
  'collection',
  'command',
  'commandName',
]);

function optionsOf(args: Doc): Doc {
  const options = Object.fromEntries(Object.entries(args).filter(([name]) => !OWN.has(name)));
  if (typeof args['returnDocument'] !== 'string') return options;
  return { ...options, returnDocument: args['returnDocument'].toLowerCase() };
}

export const OPERATIONS = new Map<string, Operation>([
  ['insertOne', onCollection((c, { document }, o) => c.insertOne(asDoc(document), o))],
  ['insertMany', onCollection((c, { documents }, o) => c.insertMany(asDocs(documents), o))],
  ['find', onCollection((c, { filter }, o) => c.find(asDoc(filter), o).toArray())],
  ['findOne', onCollection((c, { filter }, o) => c.findOne(asDoc(filter), o))],
  ['count', onCollection((c, { filter }, o) => c.count(asDoc(filter), o))],
  ['countDocuments', onCollection((c, { filter }, o) => c.countDocuments(asDoc(filter), o))],
  ['estimatedDocumentCount', onCollection((c, _, o) => c.estimatedDocumentCount(o))],
  [
    'distinct',
    onCollection((c, { fieldName, filter }, o) => c.distinct(String(fieldName), asDoc(filter), o)),
  ],
  [
    'updateOne',
    onCollection((c, { filter, update }, o) => c.updateOne(asDoc(filter), toUpdate(update), o)),
  ],
  [
    'updateMany',
    onCollection((c, { filter, update }, o) => c.updateMany(asDoc(filter), toUpdate(update), o)),
  ],
  [
    'replaceOne',
    onCollection((c, { filter, replacement }, o) =>
      c.replaceOne(asDoc(filter), asDoc(replacement), o),
    ),
  ],
  ['deleteOne', onCollection((c, { filter }, o) => c.deleteOne(asDoc(filter), o))],
  ['deleteMany', onCollection((c, { filter }, o) => c.deleteMany(asDoc(filter), o))],
  [
    'findOneAndUpdate',
    onCollection((c, { filter, update }, o) =>
      c.findOneAndUpdate(asDoc(filter), toUpdate(update), o),
    ),
  ],
  [
    'findOneAndReplace',
    onCollection((c, { filter, replacement }, o) =>
      c.findOneAndReplace(asDoc(filter), asDoc(replacement), o),
    ),
  ],
  ['findOneAndDelete', onCollection((c, { filter }, o) => c.findOneAndDelete(asDoc(filter), o))],
  [
    'bulkWrite',
    onCollection(async (c, { requests }, o) =>
      showBulkResult(await c.bulkWrite(trusted(requests), o)),
    ),
  ],
  ['createIndex', onCollection((c, { keys }, o) => c.createIndex(trusted(keys), o))],
  ['dropIndex', onCollection((c, { name }, { name: _, ...o }) => c.dropIndex(String(name), o))],
  ['listIndexes', onCollection((c, _, o) => c.listIndexes(o).toArray())],
  ['createSearchIndex', onCollection((c, { model }) => c.createSearchIndex(trusted(model)))],
  ['createSearchIndexes', onCollection((c, { models }) => c.createSearchIndexes(trusted(models)))],
  [
    'updateSearchIndex',
    onCollection((c, { name, definition }) => c.updateSearchIndex(String(name), asDoc(definition))),
  ],
  ['dropSearchIndex', onCollection((c, { name }) => c.dropSearchIndex(String(name)))],
  [
    'listSearchIndexes',
    onCollection((c, { name, aggregationOptions }) =>
      c
        .listSearchIndexes(trusted<string>(name ?? ''), trusted<Doc>(aggregationOptions ?? {}))
        .toArray(),
    ),
  ],
  [
    'aggregate',
    (target, args) =>
      trusted<Db>(target).aggregate(asDocs(args['pipeline']), optionsOf(args)).toArray(),
  ],
  [
    'createCollection',
    onDatabase(
      async (d, { collection }, o) => void (await d.createCollection(String(collection), o)),
    ),
  ],
  ['dropCollection', onDatabase((d, { collection }, o) => d.dropCollection(String(collection), o))],
  [
    'modifyCollection',
    onDatabase((d, { collection }, o) => d.command({ collMod: collection, ...o })),
  ],
  [
    'listCollections',
    onDatabase((d, { filter }, o) => d.listCollections(trusted<Doc>(filter ?? {}), o).toArray()),
  ],
  [
    'runCommand',
    onDatabase((d, { command }, { readPreference, ...o }) =>
      d.command(asDoc(command), { ...o, ...toPreference(readPreference) }),
    ),
  ],
  ['runCursorCommand', async (target, args) => openCursor(target, args).toArray()],
  ['createCommandCursor', openStartedCursor],
  ['clientBulkWrite', clientBulkWrite],
  ['iterateOnce', (target) => trusted<Cursor>(target).tryNext()],
  ['iterateUntilDocumentOrError', (target) => trusted<Cursor>(target).next()],
  ['close', (target) => trusted<Cursor>(target).close()],
]);

type Cursor = ReturnType<Db['runCursorCommand']>;

function toPreference(preference: unknown): Doc {
  return preference === undefined ? {} : { readPreference: String(asDoc(preference)['mode']) };
}

function toUpdate(update: unknown): Doc {
  return trusted<Doc>(update);
}

function openCursor(target: unknown, args: Doc): Cursor {
  const { batchSize, maxTimeMS, comment, cursorType: _, ...options } = optionsOf(args);
  const cursor = trusted<Db>(target).runCursorCommand(asDoc(args['command']), options);
  if (typeof batchSize === 'number') cursor.setBatchSize(batchSize);
  if (typeof maxTimeMS === 'number') cursor.setMaxTimeMS(maxTimeMS);
  if (comment !== undefined) cursor.setComment(comment);
  return cursor;
}

/** The format wants the command to be sent at once. */
async function openStartedCursor(target: unknown, args: Doc): Promise<Cursor> {
  const cursor = openCursor(target, args);
  await cursor.hasNext();
  return cursor;
}

async function clientBulkWrite(target: unknown, args: Doc): Promise<unknown> {
  const models = asDocs(args['models']).map((model) => {
    const [[name, spec] = ['', {}]] = Object.entries(model);
    return { name, ...asDoc(spec) };
  });
  return showClientResult(
    await trusted<MongoClient>(target).bulkWrite(trusted(models), optionsOf(args)),
  );
}

/** A collection's bulk result; ids by the index of their request. */
export function showBulkResult(result: unknown): Doc {
  const {
    insertedCount,
    matchedCount,
    modifiedCount,
    deletedCount,
    upsertedCount,
    insertedIds,
    upsertedIds,
  } = trusted<Doc>(result);
  return {
    insertedCount,
    matchedCount,
    modifiedCount,
    deletedCount,
    upsertedCount,
    insertedIds,
    upsertedIds,
  };
}

/** A client's bulk result, without `didUpsert`, which is this driver's own addition. */
export function showClientResult(result: unknown): Doc {
  const shown: Doc = {};
  for (const [name, value] of Object.entries(trusted<Doc>(result))) {
    shown[name] =
      value instanceof Map ? Object.fromEntries([...value].map(showModelResult)) : value;
  }
  return shown;
}

function showModelResult([index, result]: [unknown, unknown]): [string, Doc] {
  const { didUpsert: _, ...rest } = asDoc(result);
  return [String(index), rest];
}

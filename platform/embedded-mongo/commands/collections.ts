import { Binary } from 'bson';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Engine } from '../storage/engine.ts';
import type { Document } from '../types.ts';
import { FIRST_BATCH, type Results } from './cursors.ts';
import { replyFirstBatch } from './read.ts';
import { takeCount, takeDocument, takeFlag, takeNamespace, type Command } from './request.ts';

export const create: Command = {
  fields: ['autoIndexId', 'idIndex', 'validationLevel', 'validationAction'],
  async run(request) {
    const namespace = takeNamespace(request);
    await request.engine.store.write(() => {
      const { catalog } = request.engine;
      // As MongoDB since 7.0: making what is there already, with the same options, is no error.
      if (catalog.find(namespace) === undefined) catalog.create(namespace);
    });
    return { ok: 1 };
  },
};

export const drop: Command = {
  fields: [],
  async run(request) {
    const namespace = takeNamespace(request);
    const { catalog, store } = request.engine;
    const dropped = await store.write(() => {
      const collection = catalog.find(namespace);
      if (collection !== undefined) catalog.drop(collection);
      return collection;
    });
    return {
      ...(dropped !== undefined && { nIndexesWas: dropped.indexes.length + 1 }),
      ns: namespace,
      ok: 1,
    };
  },
};

function collectionsOf({ catalog }: Engine, database: string): Collection[] {
  return catalog
    .all()
    .filter(({ namespace }) => namespace.startsWith(`${database}.`))
    .toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1));
}

export const dropDatabase: Command = {
  fields: [],
  async run({ engine, database }) {
    await engine.store.write(() => {
      for (const collection of collectionsOf(engine, database)) engine.catalog.drop(collection);
    });
    return { dropped: database, ok: 1 };
  },
};

/** A result that is at hand: one list of documents. */
export function listResults(documents: readonly Document[]): Results {
  const encoded = documents.map(encodeDocument);
  return {
    pull: (count) => Promise.resolve(encoded.splice(0, count)),
    isDone: () => encoded.length === 0,
  };
}

/** The first batch that a listing command's `cursor` option asks for. */
export function takeBatchSize(body: Document): number {
  return takeCount(takeDocument(body, 'cursor') ?? {}, 'batchSize') ?? FIRST_BATCH;
}

export const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
  run(request) {
    const { engine, body, database } = request;
    const test = compileFilter(takeDocument(body, 'filter') ?? {});
    const isShort = takeFlag(body, 'nameOnly');
    const documents = collectionsOf(engine, database)
      .map((collection) => describe(collection, database, isShort))
      .filter((document) => test(document));
    const namespace = `${database}.$cmd.listCollections`;
    return replyFirstBatch(request, namespace, listResults(documents), takeBatchSize(body));
  },
};

function describe({ namespace, uuid }: Collection, database: string, isShort: boolean): Document {
  const short = { name: namespace.slice(database.length + 1), type: 'collection' };
  if (isShort) return short;
  const id = new Binary(Buffer.from(uuid.replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID);
  return {
    ...short,
    options: {},
    info: { readOnly: false, uuid: id },
    idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
  };
}

export const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run({ engine, body, database }) {
    if (database !== 'admin') {
      throw new MongoError(
        'Unauthorized',
        'listDatabases may only be run against the admin database.',
      );
    }
    const names = engine.catalog.all().map(({ namespace }) => namespace.split('.', 1)[0] ?? '');
    const test = compileFilter(takeDocument(body, 'filter') ?? {});
    const isShort = takeFlag(body, 'nameOnly');
    const databases = [...new Set(names)]
      .toSorted()
      .map((name) => ({ name, ...(!isShort && { sizeOnDisk: 0, empty: false }) }))
      .filter((document) => test(document));
    return { databases, ...(!isShort && { totalSize: 0 }), ok: 1 };
  },
};

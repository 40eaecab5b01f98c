import { failedToParse } from '../errors.ts';
import { compileProjection } from '../query/index.ts';
import type { Document } from '../types.ts';
import { changeOne } from '../writes/change.ts';
import { compileChange } from '../writes/statements.ts';
import { toQuery } from './read.ts';
import {
  takeDocument,
  takeDocuments,
  takeFlag,
  takeNamespace,
  type Command,
  type Request,
} from './request.ts';
import { takeUpdate } from './write.ts';

interface Found {
  readonly value: Document | null;
  readonly isUpdate: boolean;
  readonly upsertedId?: unknown;
}

export const findAndModify: Command = {
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'arrayFilters',
    'collation',
    'hint',
    'let',
  ],
  async run(request) {
    const { body } = request;
    const isRemove = takeFlag(body, 'remove');
    if (
      isRemove &&
      (body['update'] !== undefined || takeFlag(body, 'upsert') || takeFlag(body, 'new'))
    ) {
      throw failedToParse("Cannot specify 'update', 'new' or 'upsert' along with 'remove'");
    }
    if (!isRemove && body['update'] === undefined) {
      throw failedToParse('Either an update or remove=true must be specified');
    }
    const filter = takeDocument(body, 'query') ?? {};
    const query = toQuery(request, filter);
    const spec = takeDocument(body, 'fields') ?? {};
    const project = compileProjection(spec, query.options);
    const { value, isUpdate, upsertedId } = isRemove
      ? await removeOne(request, filter)
      : await updateOne(request, filter);
    return {
      lastErrorObject: {
        n: value !== null || isUpdate || upsertedId !== undefined ? 1 : 0,
        ...(!isRemove && { updatedExisting: isUpdate }),
        ...(upsertedId !== undefined && { upserted: upsertedId }),
      },
      value: value === null ? null : project(value),
      ok: 1,
    };
  },
};

function removeOne(request: Request, filter: Document): Promise<Found> {
  const { engine, turn } = request;
  const namespace = takeNamespace(request);
  return changeOne(
    engine,
    namespace,
    toQuery(request, filter),
    turn,
    (collection, stored): Found => {
      engine.documents.remove(collection, stored);
      return { value: stored.document, isUpdate: false };
    },
    (): Found => ({ value: null, isUpdate: false }),
  );
}

function updateOne(request: Request, filter: Document): Promise<Found> {
  const { engine, turn, body, now } = request;
  const namespace = takeNamespace(request);
  const isNew = takeFlag(body, 'new');
  const isUpsert = takeFlag(body, 'upsert');
  const { query, change, upsert } = compileChange(
    engine,
    namespace,
    {
      filter,
      update: takeUpdate(body, 'update'),
      isMulti: false,
      isUpsert,
      arrayFilters:
        body['arrayFilters'] === undefined ? undefined : takeDocuments(body, 'arrayFilters'),
      sort: takeDocument(body, 'sort'),
      hint: body['hint'],
      collation: body['collation'],
      let: takeDocument(body, 'let'),
    },
    now,
  );
  return changeOne(
    engine,
    namespace,
    query,
    turn,
    (collection, stored): Found => {
      const document = change(collection, stored);
      return { value: isNew ? document : stored.document, isUpdate: true };
    },
    (): Found => {
      if (!isUpsert) return { value: null, isUpdate: false };
      const document = upsert();
      return { value: isNew ? document : null, isUpdate: false, upsertedId: document['_id'] };
    },
  );
}

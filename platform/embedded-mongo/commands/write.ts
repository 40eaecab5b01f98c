import { ObjectId } from 'bson';
import { decodeDocument } from '../bson/decode.ts';
import {
  encodeDocument,
  encodeStored,
  firstFieldOf,
  MAX_DOCUMENT_BYTES,
  tooLarge,
} from '../bson/encode.ts';
import { failedToParse, MongoError } from '../errors.ts';
import { compileQuery } from '../planner/query.ts';
import type { Update } from '../query/index.ts';
import type { Document } from '../types.ts';
import { runBatch, toWriteErrors, type CompileStatement, type Outcome } from '../writes/batch.ts';
import {
  compileDeleteStatement,
  compileUpdateStatement,
  insertDocument,
  type Statement,
  type UpdateSpec,
} from '../writes/statements.ts';
import {
  checkPart,
  refuseSet,
  takeDocument,
  takeDocuments,
  takeFlag,
  takeNamespace,
  toNumber,
  type Command,
  type Request,
} from './request.ts';

const MAX_STATEMENTS = 100_000;

/** The statements of a command: beside the body as the drivers send them, or within it. */
export function takeEncoded({ body, sequences }: Request, field: string): readonly Buffer[] {
  const statements = sequences.get(field) ?? takeDocuments(body, field).map(encodeDocument);
  if (statements.length === 0 || statements.length > MAX_STATEMENTS) {
    throw new MongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${statements.length} operations.`,
    );
  }
  return statements;
}

function isOrdered(body: Document): boolean {
  return body['ordered'] === undefined ? true : takeFlag(body, 'ordered');
}

async function runStatements(
  request: Request,
  count: number,
  compile: CompileStatement,
): Promise<Outcome[]> {
  return runBatch(request.engine, count, isOrdered(request.body), request.turn, compile);
}

function toReply(outcomes: readonly Outcome[], counts: Document): Document {
  const writeErrors = toWriteErrors(outcomes);
  return { ...counts, ...(writeErrors.length > 0 && { writeErrors }), ok: 1 };
}

function sum(outcomes: readonly Outcome[], field: 'matched' | 'changed'): number {
  return outcomes.reduce((total, one) => total + (one.kind === 'done' ? one.effect[field] : 0), 0);
}

/** The insert of one encoded document; `_id` is made when absent and put first. */
export function compileInsertStatement(
  { engine }: Pick<Request, 'engine'>,
  namespace: string,
  encoded: Buffer,
): Statement {
  if (encoded.length > MAX_DOCUMENT_BYTES) throw tooLarge(encoded.length);
  const decoded = decodeDocument(encoded);
  const isAsStored = firstFieldOf(encoded) === '_id';
  const { _id = new ObjectId(), ...rest } = isAsStored ? { _id: decoded['_id'] } : decoded;
  const document = isAsStored ? decoded : { _id, ...rest };
  const bytes = isAsStored ? encoded : encodeStored(document);
  const runNow = () => {
    insertDocument(engine, namespace, document, bytes);
    return { matched: 1, changed: 1, upsertedId: document['_id'] };
  };
  return { runNow, run: () => engine.store.write(runNow) };
}

export const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  async run(request) {
    const namespace = takeNamespace(request);
    const documents = takeEncoded(request, 'documents');
    const outcomes = await runStatements(request, documents.length, (index) =>
      compileInsertStatement(request, namespace, documents[index] ?? Buffer.alloc(0)),
    );
    return toReply(outcomes, { n: sum(outcomes, 'matched') });
  },
};

const UPDATE_FIELDS = new Set([
  'q',
  'u',
  'c',
  'upsert',
  'multi',
  'collation',
  'arrayFilters',
  'hint',
  'sort',
]);

export const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  async run(request) {
    const { engine, body, now } = request;
    const namespace = takeNamespace(request);
    const variables = takeDocument(body, 'let');
    const updates = takeEncoded(request, 'updates').map((bytes) => decodeDocument(bytes));
    for (const statement of updates) checkPart('update.updates', statement, UPDATE_FIELDS);
    const outcomes = await runStatements(request, updates.length, (index) => {
      const spec = toUpdateSpec(updates[index] ?? {}, variables);
      return compileUpdateStatement(engine, namespace, spec, now);
    });
    const upserted = outcomes.flatMap((one) =>
      one.kind === 'done' && one.effect.upsertedId !== undefined
        ? [{ index: one.index, _id: one.effect.upsertedId }]
        : [],
    );
    return toReply(outcomes, {
      n: sum(outcomes, 'matched') + upserted.length,
      nModified: sum(outcomes, 'changed'),
      ...(upserted.length > 0 && { upserted }),
    });
  },
};

function toUpdateSpec(statement: Document, variables: Document | undefined): UpdateSpec {
  const isMulti = takeFlag(statement, 'multi');
  const sort = takeDocument(statement, 'sort');
  if (isMulti && sort !== undefined) throw failedToParse('Cannot specify sort with multi=true');
  refuseSet(statement, ['c']);
  return {
    filter: takeDocument(statement, 'q') ?? {},
    update: takeUpdate(statement, 'u'),
    isMulti,
    isUpsert: takeFlag(statement, 'upsert'),
    arrayFilters:
      statement['arrayFilters'] === undefined
        ? undefined
        : takeDocuments(statement, 'arrayFilters'),
    sort,
    hint: statement['hint'],
    collation: statement['collation'],
    let: variables,
  };
}

/** An update: operators, a replacement, or a pipeline. */
export function takeUpdate(statement: Document, field: string): Update {
  if (Array.isArray(statement[field])) return takeDocuments(statement, field);
  const single = takeDocument(statement, field);
  if (single === undefined)
    throw failedToParse('Update argument must be either an object or an array');
  return single;
}

const DELETE_FIELDS = new Set(['q', 'limit', 'collation', 'hint']);

export const remove: Command = {
  fields: ['deletes', 'ordered', 'let'],
  async run(request) {
    const { engine, body, now } = request;
    const namespace = takeNamespace(request);
    const variables = takeDocument(body, 'let');
    const deletes = takeEncoded(request, 'deletes').map((bytes) => decodeDocument(bytes));
    for (const statement of deletes) checkPart('delete.deletes', statement, DELETE_FIELDS);
    const outcomes = await runStatements(request, deletes.length, (index) => {
      const statement = deletes[index] ?? {};
      const limit = toNumber(statement['limit']);
      if (limit !== 0 && limit !== 1) {
        throw failedToParse('The limit field in delete objects must be 0 or 1.');
      }
      const query = compileQuery({
        filter: takeDocument(statement, 'q') ?? {},
        hint: statement['hint'],
        collation: statement['collation'],
        let: variables,
        now,
      });
      return compileDeleteStatement(engine, namespace, query, limit === 0);
    });
    return toReply(outcomes, { n: sum(outcomes, 'matched') });
  },
};

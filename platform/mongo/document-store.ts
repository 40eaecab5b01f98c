import {
  toCanonicalText,
  type DocumentQuery,
  type DocumentStore,
  type OfficialDocument,
} from '../../tickets/index.ts';
import type { Digests } from '../seal/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments, type Filter } from './documents.ts';
import { isDuplicateKey } from './insert-each.ts';

/** `mac` covers every field that a step writes, so that a byte that was changed past the rules is found. */
export type DocumentDocument = Omit<OfficialDocument, 'id'> & {
  readonly _id: string;
  readonly v: number;
  readonly mac: string;
};

const text = { type: String, required: true };
const list = { ...anything, required: true };
const present = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

export const documentCollection = defineCollection<DocumentDocument>(
  'documents',
  {
    version: { type: Number, required: true },
    kind: text,
    profile: { type: Number, required: true },
    audience: text,
    ticketId: String,
    ticketNumber: String,
    problemIds: list,
    organId: text,
    organName: text,
    title: String,
    addressedTo: String,
    units: list,
    copiedTo: list,
    attachments: list,
    fields: list,
    paraphrase: String,
    points: list,
    paragraphs: list,
    state: text,
    steps: list,
    passed: list,
    submissions: list,
    number: anything,
    outside: anything,
    signedOn: String,
    contentHash: String,
    unsealed: anything,
    sealed: anything,
    servings: list,
    replaces: String,
    replacedBy: String,
    verifyCode: text,
    pendingFrom: Number,
    traceId: text,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    mac: text,
  },
  [
    [
      { 'number.organ': 1, 'number.kind': 1, 'number.year': 1, 'number.seq': 1 },
      { unique: true, ...present('number.seq') },
    ],
    [{ 'number.text': 1 }, present('number.text')],
    [{ verifyCode: 1 }, { unique: true }],
    [{ ticketId: 1, createdAt: -1 }, present('ticketId')],
    [{ 'servings.to.unitId': 1, createdAt: -1 }, present('servings.to.unitId')],
    [{ state: 1, createdAt: -1 }],
    [{ pendingFrom: 1 }, present('pendingFrom')],
  ],
);

/** What is projected later lies outside the step that is written, and so outside its `mac`. */
export function toDocumentMac(
  digests: Pick<Digests, 'digest'>,
  document: OfficialDocument,
): string {
  return digests.digest('official-document', toMacText(document));
}

export function toMacText({
  unsealed: _unsealed,
  pendingFrom: _pending,
  replacedBy: _replacedBy,
  version: _version,
  ...written
}: OfficialDocument): string {
  return toCanonicalText(written);
}

export function toOfficialDocument({
  _id,
  v: _v,
  mac: _mac,
  ...document
}: DocumentDocument): OfficialDocument {
  return { id: _id, ...document };
}

export function createDocumentStore(database: Database, digests: Digests): DocumentStore {
  const documents = openDocuments(database, documentCollection);
  const native = openCollection(database, documentCollection);

  function toStored({ id, ...document }: OfficialDocument): DocumentDocument {
    return { _id: id, v: 1, ...document, mac: toDocumentMac(digests, { id, ...document }) };
  }

  async function findWhere(filter: Filter<DocumentDocument>) {
    const found = await documents.findOne(filter);
    return found && toOfficialDocument(found);
  }

  return {
    find: (id) => findWhere({ _id: { $eq: id } }),
    findByVerifyCode: (code) => findWhere({ verifyCode: { $eq: code } }),
    insert: (document) => documents.insert(toStored(document)),
    async save(document) {
      const { _id, unsealed: _unsealed, ...set } = toStored(document);
      const seen = { _id: { $eq: _id }, version: { $eq: document.version } };
      try {
        const next = { ...set, version: document.version + 1 };
        return (await documents.update(seen, { $set: next })) ? 'saved' : 'conflict';
      } catch (error) {
        if (isDuplicateKey(error)) return 'number_taken';
        throw error;
      }
    },
    async list({ page, pageSize, ...query }) {
      const filter = toFilter(query);
      const [items, total] = await Promise.all([
        documents.list(filter, {
          sort: { createdAt: -1, _id: 1 },
          skip: (page - 1) * pageSize,
          limit: pageSize,
        }),
        documents.count(filter),
      ]);
      return { items: items.map(toOfficialDocument), total };
    },
    async listForTicket(ticketId) {
      const found = await documents.list(
        { ticketId: { $eq: ticketId } },
        { sort: { createdAt: -1 } },
      );
      return found.map(toOfficialDocument);
    },
    async findLastSeq({ organ, kind, year }) {
      const last = await native.findOne(
        {
          'number.organ': { $eq: organ },
          'number.kind': { $eq: kind },
          'number.year': { $eq: year },
        },
        { sort: { 'number.seq': -1 }, projection: { number: 1 } },
      );
      return last?.number?.seq ?? 0;
    },
    async listProvisional() {
      const found = await documents.list({ 'servings.isDueProvisional': { $eq: true } });
      return found.map(({ _id }) => _id);
    },
    async listPending(limit) {
      const found = await documents.list(
        { pendingFrom: { $exists: true } },
        { sort: { updatedAt: 1 }, limit },
      );
      return found.map(({ _id }) => _id);
    },
    clearPending: (id, version) =>
      documents.update(
        { _id: { $eq: id }, version: { $eq: version } },
        { $unset: { pendingFrom: '' } },
      ),
    async keepUnsealed(id, file) {
      await documents.update(
        { _id: { $eq: id }, unsealed: { $exists: false } },
        { $set: { unsealed: file } },
      );
    },
    async markReplaced(id, by) {
      const { matchedCount } = await native.updateOne(
        { _id: { $eq: id }, replacedBy: { $exists: false } },
        { $set: { replacedBy: by, pendingFrom: 0 }, $inc: { version: 1 } },
      );
      return matchedCount === 1;
    },
  };
}

type Asked = Omit<DocumentQuery, 'page' | 'pageSize'>;

function toFilter(query: Asked): Filter<DocumentDocument> {
  const { ticketId, kind, state, number, servedUnitIds, servedPersonId } = query;
  const $and: Record<string, { readonly [operator in `$${string}`]: unknown }>[] = [
    ...(ticketId === undefined ? [] : [{ ticketId: { $eq: ticketId } }]),
    ...(kind === undefined ? [] : [{ kind: { $eq: kind } }]),
    ...(state === undefined ? [] : [{ state: { $eq: state } }]),
    ...(number === undefined ? [] : [{ 'number.text': { $eq: number } }]),
    ...(servedUnitIds === undefined ? [] : [{ 'servings.to.unitId': { $in: [...servedUnitIds] } }]),
    ...(servedPersonId === undefined ? [] : [{ 'servings.to.personId': { $eq: servedPersonId } }]),
  ];
  return $and.length === 0 ? {} : { $and };
}

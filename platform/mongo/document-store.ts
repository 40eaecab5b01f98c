import {
  toCanonicalText,
  type DocumentQuery,
  type DocumentStore,
  type OfficialDocument,
} from '../../tickets/index.ts';
import type { Digests } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { createListSeen } from './document-pages.ts';
import {
  documentCollection,
  toOfficialDocument,
  type DocumentDocument,
} from './document-schema.ts';
import { openDocuments, type Filter } from './documents.ts';
import { isDuplicateKey } from './insert-each.ts';

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
    listSeen: createListSeen(database),
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

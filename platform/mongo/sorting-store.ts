import type {
  Example,
  SortingChoice,
  SortingModel,
  SortingStore,
  SortingTask,
  SortingVote,
} from '../../knowledge/index.ts';
import type { TicketKind, TicketStatus } from '../../tickets/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';
import { createSettings } from './settings.ts';
import { ticketCollection, type TicketDocument } from './ticket-document.ts';

type ModelDocument = Omit<SortingModel, 'id'> & {
  readonly _id: string;
  readonly v: number;
  /** Beside the rest, and read by itself only. */
  readonly bytes?: Buffer;
};

export const sortingModelCollection = defineCollection<ModelDocument>(
  'sorting_models',
  {
    task: { type: String, required: true },
    version: { type: Number, required: true },
    trainedAt: { type: Date, required: true },
    quality: { ...anything, required: true },
    standing: { type: String, required: true },
    bytes: { type: Buffer, select: false },
  },
  [[{ task: 1, version: -1 }, { unique: true }]],
);

type VoteDocument = Omit<SortingVote, 'ticketId'> & { readonly _id: string; readonly v: number };

export const sortingVoteCollection = defineCollection<VoteDocument>('sorting_votes', {
  area: { type: String, required: true },
  at: { type: Date, required: true },
});

/** What was not taken up, was taken back or joined to another says nothing of its area. */
const unconfirmed: readonly TicketStatus[] = ['received', 'withdrawn', 'merged', 'not_accepted'];
const byPeople: readonly TicketKind[] = [
  'complaint',
  'enterprise_feedback',
  'consultation',
  'suggestion',
];
const settingOf = (task: SortingTask): string => `sorting_${task}`;

export function createSortingStore(database: Database): SortingStore {
  const models = openDocuments(database, sortingModelCollection);
  const bytesOf = openCollection(database, sortingModelCollection);
  const votes = openDocuments(database, sortingVoteCollection);
  const tickets = openCollection(database, ticketCollection);
  const settings = createSettings(database);

  return {
    insert: ({ id, ...model }, bytes) =>
      models.insert({ _id: id, v: 1, ...model, bytes: Buffer.from(bytes) }),
    async list(task) {
      const found = await models.list({ task: { $eq: task } }, { sort: { version: -1 } });
      return found.map(toModel);
    },
    async readBytes(id) {
      const found = await bytesOf.findOne({ _id: { $eq: id } }, { promoteBuffers: true });
      return found?.bytes;
    },
    async removeOld(task, keep, used) {
      const all = await models.list({ task: { $eq: task } }, { sort: { version: -1 } });
      const old = all.slice(keep).filter(({ _id }) => _id !== used);
      for (const { _id } of old) await models.remove({ _id: { $eq: _id } });
    },
    async listHoldingSealed(task) {
      const sealed = await tickets
        .find({ escrow: { $exists: true }, 'contact.sealedAt': { $exists: true } })
        .project<Pick<TicketDocument, 'createdAt' | 'contact'>>({
          createdAt: 1,
          'contact.sealedAt': 1,
        })
        .toArray();
      const all = await models.list({ task: { $eq: task } });
      return all
        .filter(({ trainedAt }) =>
          sealed.some(
            ({ createdAt, contact }) =>
              createdAt <= trainedAt && (contact?.sealedAt ?? trainedAt) > trainedAt,
          ),
        )
        .map(({ _id }) => _id);
    },
    remove: (ids) => models.remove({ _id: { $in: [...ids] } }),
    findChoice: async (task) => toChoice(await settings.get(settingOf(task))),
    choose: (task, choice) => settings.set(settingOf(task), choice),
    async listConfirmed(task, limit) {
      const found = await tickets
        .find({
          status: { $nin: [...unconfirmed] },
          escrow: { $exists: false },
          kind: { $in: [...byPeople] },
          ...(task === 'area' && { area: { $exists: true } }),
        })
        .project<Pick<TicketDocument, '_id' | 'kind' | 'area' | 'facts' | 'personId' | 'history'>>({
          kind: 1,
          area: 1,
          facts: 1,
          personId: 1,
          'history.by.kind': 1,
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return found
        .filter(({ history }) => history.some(({ by }) => by.kind === 'staff'))
        .flatMap((ticket) => toExample(task, ticket));
    },
    async listUnsorted(since, limit) {
      const found = await tickets
        .find({
          status: { $eq: 'received' },
          createdAt: { $gte: since },
          area: { $exists: false },
          escrow: { $exists: false },
        })
        .project<Pick<TicketDocument, '_id' | 'facts'>>({ facts: 1 })
        .sort({ createdAt: -1 })
        .limit(limit)
        .toArray();
      const known = await votes.list({ _id: { $in: found.map(({ _id }) => _id) } });
      const voted = new Set(known.map(({ _id }) => _id));
      return found.flatMap(({ _id, facts: { story } }) =>
        voted.has(_id) || story === undefined ? [] : [{ ticketId: _id, text: story }],
      );
    },
    async saveVote({ ticketId, ...vote }) {
      await votes.insert({ _id: ticketId, v: 1, ...vote });
    },
    async findVote(ticketId) {
      const found = await votes.find(ticketId);
      return found && { ticketId, area: found.area, at: found.at };
    },
  };
}

function toModel({ _id, v, bytes: _bytes, ...model }: ModelDocument): SortingModel {
  return { id: _id, ...model };
}

function toExample(
  task: SortingTask,
  {
    _id,
    kind,
    area,
    facts,
    personId,
  }: Pick<TicketDocument, '_id' | 'kind' | 'area' | 'facts' | 'personId'>,
): readonly Example[] {
  const label = task === 'area' ? area : kind;
  const { story, demand = '' } = facts;
  if (label === undefined || story === undefined) return [];
  return [{ text: `${story}\n${demand}`.trim(), label, personId: personId ?? _id }];
}

function toChoice(stored: unknown): SortingChoice {
  if (typeof stored !== 'object' || stored === null || !('kind' in stored)) {
    return { kind: 'newest' };
  }
  if (stored.kind === 'none') return { kind: 'none' };
  return stored.kind === 'model' && 'id' in stored && typeof stored.id === 'string'
    ? { kind: 'model', id: stored.id }
    : { kind: 'newest' };
}

import type { MemberLists, MemberTie, MemberTies } from '../../people/index.ts';
import type { Seal, SealContext, SealedValue, Secrets } from '../seal/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type TieDocument = Omit<MemberTie, 'ticketId' | 'name'> & {
  readonly _id: string;
  readonly v: number;
  readonly name: SealedValue;
};
type ListDocument = {
  readonly _id: string;
  readonly v: number;
  readonly personId: string;
  readonly list: SealedValue;
};

const text = { type: String, required: true };

export const memberCollection = defineCollection<TieDocument>(
  'members',
  {
    name: { ...anything, required: true },
    state: text,
    codeHash: String,
    expiresAt: { type: Date, required: true },
    decidedBy: String,
  },
  [[{ codeHash: 1 }, { unique: true, sparse: true }]],
);

export const memberListCollection = defineCollection<ListDocument>(
  'member_lists',
  { personId: text, list: { ...anything, required: true } },
  [[{ personId: 1 }]],
);

const toNameContext = (id: string): SealContext => ({ collection: 'members', field: 'name', id });
const toListContext = (id: string): SealContext => ({
  collection: 'member_lists',
  field: 'list',
  id,
});

/** Who the members behind tickets are; names are sealed. */
export function createMemberTies(database: Database, seal: Seal): MemberTies {
  const ties = openDocuments(database, memberCollection);

  function toTie({ _id, v, name, ...tie }: TieDocument): MemberTie {
    return { ticketId: _id, name: seal.open(name, toNameContext(_id)), ...tie };
  }

  return {
    async insert({ ticketId, name, ...tie }) {
      await ties.insert({
        _id: ticketId,
        v: 1,
        name: seal.seal(name, toNameContext(ticketId)),
        ...tie,
      });
    },
    async find(ticketId) {
      const found = await ties.find(ticketId);
      return found && toTie(found);
    },
    async findByCode(codeHash) {
      const found = await ties.findOne({ codeHash: { $eq: codeHash } });
      return found && toTie(found);
    },
    settle: (ticketId, state, decidedBy) =>
      ties.update(
        { _id: { $eq: ticketId }, state: { $eq: 'waiting' } },
        { $set: { state, decidedBy } },
      ),
  };
}

/** Lists that are being written, sealed. */
export function createMemberLists(database: Database, seal: Seal): MemberLists {
  const lists = openDocuments(database, memberListCollection);
  return {
    async find(id) {
      const found = await lists.find(id);
      return found && seal.open(found.list, toListContext(id));
    },
    async save(id, personId, words) {
      const list = seal.seal(words, toListContext(id));
      const isThere = await lists.update({ _id: { $eq: id } }, { $set: { list } });
      if (!isThere) await lists.insert({ _id: id, v: 1, personId, list });
      await lists.remove({ personId: { $eq: personId }, _id: { $ne: id } });
    },
    remove: (id) => lists.remove({ _id: { $eq: id } }),
  };
}

/** Wraps names and lists anew under the current key; returns how many. */
export async function rotateMembers(database: Database, secrets: Secrets): Promise<number> {
  const members = openCollection(database, memberCollection);
  const lists = openCollection(database, memberListCollection);
  let moved = 0;
  for await (const { _id, name } of members.find({})) {
    if (!secrets.isStale(name)) continue;
    const anew = secrets.rewrap(name, toNameContext(_id));
    await members.updateOne({ _id: { $eq: _id } }, { $set: { name: anew } });
    moved += 1;
  }
  for await (const { _id, list } of lists.find({})) {
    if (!secrets.isStale(list)) continue;
    const anew = secrets.rewrap(list, toListContext(_id));
    await lists.updateOne({ _id: { $eq: _id } }, { $set: { list: anew } });
    moved += 1;
  }
  return moved;
}

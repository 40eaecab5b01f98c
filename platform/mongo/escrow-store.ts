import type { EscrowGroup, EscrowMember, EscrowStore } from '../../tickets/index.ts';
import { newId, type SealContext, type SealedValue, type Secrets } from '../seal/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { createEscrowPieces, readWhole, wholeTickets } from './escrow-pieces.ts';
import { createEscrowRest, type EscrowFiles } from './escrow-rest.ts';
import { isDuplicateKey } from './insert-each.ts';
import { peopleCollection } from './people-document.ts';
import { transcriptCollection } from './transcript-document.ts';
import { ticketCollection } from './ticket-document.ts';

/** `match` is a keyed digest of unit and type of problem: without the key it can be compared with nothing. */
type GroupDocument = {
  readonly _id: string;
  readonly v: number;
  readonly version: number;
  readonly match: string;
  /** What the digest is of, so that it can be made anew under another key. */
  readonly key: SealedValue;
  readonly members: readonly EscrowMember[];
  readonly openedAt?: Date;
};

export const escrowGroupCollection = defineCollection<GroupDocument>(
  'escrow_groups',
  {
    version: { type: Number, required: true },
    match: { type: String, required: true },
    key: { ...anything, required: true },
    members: { type: [anything], required: true },
    openedAt: Date,
  },
  [[{ match: 1 }, { unique: true }], [{ 'members.ticketId': 1 }]],
);

const toKeyContext = (id: string): SealContext => ({
  collection: escrowGroupCollection.name,
  field: 'key',
  id,
});

export function createEscrowStore(
  database: Database,
  secrets: Secrets,
  files: EscrowFiles,
): EscrowStore {
  const groups = openCollection(database, escrowGroupCollection);
  const tickets = openCollection(database, ticketCollection);
  const people = openCollection(database, peopleCollection);
  const lines = openCollection(database, transcriptCollection);
  const pieces = createEscrowPieces(database, secrets);
  const rest = createEscrowRest(database, secrets, pieces, files);
  /** Of groups that were read: what they match never leaves this room. */
  const matchOf = new Map<string, Pick<GroupDocument, 'match' | 'key'>>();

  function toGroup({ _id, v: _v, match, key, ...group }: GroupDocument): EscrowGroup {
    matchOf.set(_id, { match, key });
    return { id: _id, ...group };
  }

  /** Of two first members the one that came first founds the group. */
  async function insertOnce(group: GroupDocument): Promise<boolean> {
    try {
      await groups.insertOne(group);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async function listMerged(personIds: readonly string[]) {
    const first = await people.find({ _id: { $in: [...personIds] } }).toArray();
    const roots = first.flatMap(({ mergedInto }) => (mergedInto === undefined ? [] : [mergedInto]));
    const others = await people
      .find({ $or: [{ _id: { $in: roots } }, { mergedInto: { $in: [...personIds, ...roots] } }] })
      .toArray();
    return [...first, ...others];
  }

  return {
    findWhole: (ticketId) => readWhole(pieces, ticketId),
    keepWhole: (ticket) => pieces.keep(ticket.id, wholeTickets, { ticket }),
    dropWhole: (ticketId) => pieces.drop(wholeTickets, ticketId),
    hideRest: (whole) => rest.hide(whole),
    async showRest(ticketId) {
      await rest.show(ticketId);
      await pieces.show(ticketId, wholeTickets);
    },
    async listTickets(activeSince) {
      const marked = { escrow: { $exists: true } };
      if (activeSince === undefined) {
        const all = await tickets.find(marked, { projection: { _id: 1 } }).toArray();
        return [...new Set([...all.map(({ _id }) => _id), ...(await pieces.listTicketIds())])];
      }
      const active = await lines.distinct('conversation', { storedAt: { $gte: activeSince } });
      const changed = await tickets
        .find(
          {
            ...marked,
            $or: [
              { 'contact.sealedAt': { $exists: false } },
              { 'contact.state': { $ne: 'wait' } },
              { personId: { $in: active } },
            ],
          },
          { projection: { _id: 1 } },
        )
        .toArray();
      return changed.map(({ _id }) => _id);
    },
    async listAsked(before) {
      const asked = await tickets
        .find({ contactAskedAt: { $lte: before } }, { projection: { _id: 1 } })
        .toArray();
      return asked.map(({ _id }) => _id);
    },
    async findGroup(words) {
      const all = [...secrets.digests.digestAll('escrow-match', words)];
      const found = await groups.findOne({ match: { $in: all } });
      if (found !== null) return toGroup(found);
      const [match = ''] = all;
      const _id = newId();
      const key = secrets.seal(words, toKeyContext(_id));
      return toGroup({ _id, v: 1, version: 0, match, key, members: [] });
    },
    async findGroupOf(ticketId) {
      const found = await groups.findOne({ 'members.ticketId': { $eq: ticketId } });
      return found === null ? undefined : toGroup(found);
    },
    async saveGroup({ id, ...group }) {
      const match = matchOf.get(id);
      if (match === undefined) throw new Error('a group is read before it is saved');
      const next = { _id: id, v: 1, ...match, ...group, version: group.version + 1 };
      if (group.version === 0) return (await insertOnce(next)) ? toGroup(next) : undefined;
      const seen = { _id: { $eq: id }, version: { $eq: group.version } };
      const { matchedCount } = await groups.replaceOne(seen, next);
      return matchedCount === 1 ? toGroup(next) : undefined;
    },
    async listIdentities(personIds) {
      const known = await listMerged(personIds);
      return new Map(
        personIds.map((personId) => {
          const own = known.find(({ _id }) => _id === personId);
          const root = own?.mergedInto ?? personId;
          const same = known.filter(({ _id, mergedInto }) => _id === root || mergedInto === root);
          const identities = same.flatMap(({ addressIndexes = [], phoneIndexes = [] }) => [
            ...addressIndexes,
            ...phoneIndexes,
          ]);
          return [personId, [`person:${root}`, ...identities]] as const;
        }),
      );
    },
  };
}

/** Makes the digests of groups anew under the current key; returns how many. */
export async function rotateEscrowGroups(database: Database, secrets: Secrets): Promise<number> {
  const groups = openCollection(database, escrowGroupCollection);
  let moved = 0;
  for await (const { _id, match, key } of groups.find({})) {
    if (!secrets.digests.isStale(match) && !secrets.isStale(key)) continue;
    const anew = {
      match: secrets.digests.digest('escrow-match', secrets.open(key, toKeyContext(_id))),
      key: secrets.rewrap(key, toKeyContext(_id)),
    };
    await groups.updateOne({ _id: { $eq: _id } }, { $set: anew });
    moved += 1;
  }
  return moved;
}

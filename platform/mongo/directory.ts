import type { Address, Directory } from '../../bot/index.ts';
import { newId, type Secrets } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { isDuplicateKey } from './insert-each.ts';
import { createLru } from './lru.ts';
import {
  listAddressIndexes,
  peopleCollection,
  toPeopleContext,
  type Binding,
  type PeopleDocument,
} from './people-document.ts';

const rememberedAddresses = 100_000;
const rememberedMs = 5000;
const rememberedJoins = 1000;

type Known = { readonly personId: string; readonly until: number };

/** Who is behind an address. What was found is remembered for seconds: a second channel may become another person's. */
export function createDirectory(database: Database, secrets: Secrets): Directory {
  const collection = openCollection(database, peopleCollection);
  const known = createLru<Known>(rememberedAddresses);
  const inFlight = new Map<string, Promise<string>>();
  const joined = createLru<true>(rememberedJoins);

  async function findPerson(indexes: readonly string[]): Promise<string | undefined> {
    const document = await collection.findOne(
      { addressIndexes: { $in: [...indexes] } },
      { projection: { _id: 1, mergedInto: 1 } },
    );
    return document?.mergedInto ?? document?._id;
  }

  async function findOrCreate(address: Address, indexes: readonly string[]): Promise<string> {
    const found = await findPerson(indexes);
    if (found !== undefined) return found;
    try {
      const person = toNewPerson(address, indexes);
      await collection.insertOne(person);
      return person._id;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const first = await findPerson(indexes);
    if (first === undefined) throw new Error('an address is bound, but to nobody');
    return first;
  }

  function toNewPerson({ channel, userId }: Address, indexes: readonly string[]): PeopleDocument {
    const [_id, bindingId] = [newId(), newId()];
    const sealed = secrets.seal(userId, toPeopleContext(_id, bindingId));
    return {
      _id,
      v: 1,
      bindings: [{ id: bindingId, channel, userId: sealed }],
      addressIndexes: indexes,
    };
  }

  /** A row that was meant for a person who is another now goes to that one. */
  async function findSelf(personId: string): Promise<string> {
    const projection = { mergedInto: 1 } as const;
    const document = await collection.findOne({ _id: { $eq: personId } }, { projection });
    return document?.mergedInto ?? personId;
  }

  function toAddress(personId: string, { id, channel, userId }: Binding): Address {
    return { channel, userId: secrets.open(userId, toPeopleContext(personId, id)) };
  }

  function isFresh({ personId, until }: Known): boolean {
    return performance.now() < until && joined.get(personId) === undefined;
  }

  function remember(key: string, personId: string): string {
    known.set(key, { personId, until: performance.now() + rememberedMs });
    return personId;
  }

  return {
    forget: (personId) => joined.set(personId, true),
    async identify(address) {
      const indexes = listAddressIndexes(secrets.digests, address);
      const key = indexes.join(' ');
      const remembered = known.get(key);
      if (remembered !== undefined && isFresh(remembered)) return remembered.personId;
      const running = inFlight.get(key) ?? findOrCreate(address, indexes);
      inFlight.set(key, running);
      try {
        return remember(key, await running);
      } finally {
        inFlight.delete(key);
      }
    },
    async identifyAnew(address) {
      const indexes = listAddressIndexes(secrets.digests, address);
      return remember(indexes.join(' '), await findOrCreate(address, indexes));
    },
    async open(personId) {
      const documents = await collection
        .find(toSelves(await findSelf(personId)), { projection: { bindings: 1 } })
        .toArray();
      return documents
        .flatMap(({ _id, bindings = [] }) => bindings.map((binding) => ({ _id, binding })))
        .filter(({ binding }) => binding.isUnbound !== true)
        .toSorted((left, right) => toTime(right.binding) - toTime(left.binding))
        .map(({ _id, binding }) => toAddress(_id, binding));
    },
    async touch(personId, channel, now) {
      await collection.updateMany(
        { ...toSelves(personId), bindings: { $exists: true } },
        {
          $max: { 'bindings.$[used].lastUsedAt': now },
          $unset: { 'bindings.$[used].isUnbound': '' },
        },
        { arrayFilters: [{ 'used.channel': { $eq: channel } }] },
      );
    },
    async unbind(personId, channel) {
      await collection.updateMany(
        { ...toSelves(personId), bindings: { $exists: true } },
        { $set: { 'bindings.$[left].isUnbound': true } },
        { arrayFilters: [{ 'left.channel': { $eq: channel } }] },
      );
    },
  };
}

/** The person's own document and those that turned out to be theirs. */
function toSelves(personId: string) {
  return { $or: [{ _id: { $eq: personId } }, { mergedInto: { $eq: personId } }] };
}

function toTime({ lastUsedAt }: Binding): number {
  return lastUsedAt?.getTime() ?? 0;
}

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

/** Who is behind an address. A binding never moves to another person, so what was found once is remembered. */
export function createDirectory(database: Database, secrets: Secrets): Directory {
  const collection = openCollection(database, peopleCollection);
  const known = createLru<string>(rememberedAddresses);
  const inFlight = new Map<string, Promise<string>>();

  async function findPerson(indexes: readonly string[]): Promise<string | undefined> {
    const document = await collection.findOne(
      { addressIndexes: { $in: [...indexes] } },
      { projection: { _id: 1 } },
    );
    return document?._id;
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

  function toAddress(personId: string, { id, channel, userId }: Binding): Address {
    return { channel, userId: secrets.open(userId, toPeopleContext(personId, id)) };
  }

  return {
    async identify(address) {
      const indexes = listAddressIndexes(secrets.digests, address);
      const key = indexes.join(' ');
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered;
      const running = inFlight.get(key) ?? findOrCreate(address, indexes);
      inFlight.set(key, running);
      try {
        const personId = await running;
        known.set(key, personId);
        return personId;
      } finally {
        inFlight.delete(key);
      }
    },
    async open(personId) {
      const document = await collection.findOne(
        { _id: { $eq: personId } },
        { projection: { bindings: 1 } },
      );
      return (document?.bindings ?? [])
        .filter(({ isUnbound }) => isUnbound !== true)
        .toSorted((left, right) => toTime(right) - toTime(left))
        .map((binding) => toAddress(personId, binding));
    },
    async touch(personId, channel, now) {
      await collection.updateOne(
        { _id: { $eq: personId } },
        {
          $max: { 'bindings.$[used].lastUsedAt': now },
          $unset: { 'bindings.$[used].isUnbound': '' },
        },
        { arrayFilters: [{ 'used.channel': { $eq: channel } }] },
      );
    },
    async unbind(personId, channel) {
      await collection.updateOne(
        { _id: { $eq: personId } },
        { $set: { 'bindings.$[left].isUnbound': true } },
        { arrayFilters: [{ 'left.channel': { $eq: channel } }] },
      );
    },
  };
}

function toTime({ lastUsedAt }: Binding): number {
  return lastUsedAt?.getTime() ?? 0;
}

import type { Secrets } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import {
  peopleCollection,
  toPeopleContext,
  toPhoneIndex,
  type PeopleDocument,
} from './people-document.ts';

/** Moves what is sealed of people to the current master key and indexes them under it; returns how many changed. */
export async function rotatePeople(database: Database, secrets: Secrets): Promise<number> {
  const people = openCollection(database, peopleCollection);
  let moved = 0;
  for await (const person of people.find()) {
    if (!hasStale(person, secrets)) continue;
    // Binding by binding: a person may be writing meanwhile, which changes the array.
    for (const { id, userId } of person.bindings ?? []) {
      await people.updateOne(
        { _id: { $eq: person._id } },
        { $set: { 'bindings.$[it].userId': rewrap(person._id, id, userId, secrets) } },
        { arrayFilters: [{ 'it.id': { $eq: id } }] },
      );
    }
    await people.updateOne({ _id: { $eq: person._id } }, { $set: toChange(person, secrets) });
    moved += 1;
  }
  return moved;
}

function hasStale(person: PeopleDocument, secrets: Secrets): boolean {
  const { bindings = [], addressIndexes = [], phoneIndexes = [] } = person;
  const { name, phone, draftName, draftPhone } = person;
  const sealed = [name, phone, draftName, draftPhone, ...bindings.map(({ userId }) => userId)];
  return (
    sealed.some((value) => value !== undefined && secrets.isStale(value)) ||
    [...addressIndexes, ...phoneIndexes].some((index) => secrets.digests.isStale(index))
  );
}

function toChange(person: PeopleDocument, secrets: Secrets): Partial<PeopleDocument> {
  const { _id, bindings, name, phone, draftName, draftPhone } = person;
  return {
    ...(bindings !== undefined && {
      addressIndexes: bindings.map(({ id, channel, userId }) =>
        secrets.digests.digest(
          'address-index',
          channel,
          secrets.open(userId, toPeopleContext(_id, id)),
        ),
      ),
    }),
    ...(name !== undefined && { name: rewrap(_id, 'name', name, secrets) }),
    ...(draftName !== undefined && { draftName: rewrap(_id, 'name', draftName, secrets) }),
    ...(draftPhone !== undefined && { draftPhone: rewrap(_id, 'phone', draftPhone, secrets) }),
    ...(phone !== undefined && {
      phone: rewrap(_id, 'phone', phone, secrets),
      phoneIndexes: [toPhoneIndex(secrets, secrets.open(phone, toPeopleContext(_id, 'phone')))],
    }),
  };
}

function rewrap(
  personId: string,
  field: string,
  sealed: NonNullable<PeopleDocument['name']>,
  secrets: Secrets,
) {
  return secrets.rewrap(sealed, toPeopleContext(personId, field));
}

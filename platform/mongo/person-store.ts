import type { Person, PersonStore } from '../../people/index.ts';
import { newId, type Secrets } from '../seal/index.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';
import {
  listPhoneIndexes,
  peopleCollection,
  toPeopleContext,
  type PeopleDocument,
} from './people-document.ts';

type Contact = Parameters<PersonStore['create']>[0];

/** People as staff know them, in the documents that the directory binds to addresses. */
export function createPersonStore(database: Database, secrets: Secrets): PersonStore {
  const people = openDocuments(database, peopleCollection);

  function sealContact(id: string, { name, phone }: Contact): Partial<PeopleDocument> {
    return {
      ...(name !== undefined && { name: secrets.seal(name, toPeopleContext(id, 'name')) }),
      ...(phone !== undefined && {
        phone: secrets.seal(phone, toPeopleContext(id, 'phone')),
        phoneIndexes: listPhoneIndexes(secrets.digests, phone),
      }),
    };
  }

  /** What was sealed for a draft takes the place of the person's own, as it is. */
  function toKept({ _id, draftName, draftPhone }: PeopleDocument): Partial<PeopleDocument> {
    return {
      ...(draftName !== undefined && { name: draftName }),
      ...(draftPhone !== undefined && {
        phone: draftPhone,
        phoneIndexes: listPhoneIndexes(
          secrets.digests,
          secrets.open(draftPhone, toPeopleContext(_id, 'phone')),
        ),
      }),
    };
  }

  function toPerson({ _id, name, phone, language, specialist }: PeopleDocument): Person {
    return {
      id: _id,
      ...(name !== undefined && { name: secrets.open(name, toPeopleContext(_id, 'name')) }),
      ...(phone !== undefined && { phone: secrets.open(phone, toPeopleContext(_id, 'phone')) }),
      language: language ?? 'zh-CN',
      ...(specialist !== undefined && { specialist }),
    };
  }

  return {
    async find(id) {
      const document = await people.find(id);
      return document === undefined ? undefined : toPerson(document);
    },
    async create(contact) {
      const id = newId();
      await people.insert({ _id: id, v: 1, ...sealContact(id, contact) });
      return id;
    },
    async saveContact(id, contact) {
      const change = sealContact(id, contact);
      if (Object.keys(change).length > 0)
        await people.update({ _id: { $eq: id } }, { $set: change });
    },
    async keepForDraft(id, contact) {
      const { name, phone } = sealContact(id, contact);
      const draft = {
        ...(name !== undefined && { draftName: name }),
        ...(phone !== undefined && { draftPhone: phone }),
      };
      if (Object.keys(draft).length > 0) await people.update({ _id: { $eq: id } }, { $set: draft });
    },
    async settleDraftContact(id, how) {
      const person = await people.find(id);
      if (person?.draftName === undefined && person?.draftPhone === undefined) return;
      await people.update(
        { _id: { $eq: id } },
        {
          ...(how === 'keep' && { $set: toKept(person) }),
          $unset: { draftName: '', draftPhone: '' },
        },
      );
    },
    async enrol(id, enrolment) {
      await people.update({ _id: { $eq: id } }, { $set: { specialist: enrolment } });
    },
    async findEnrolment(id) {
      return (await people.find(id))?.specialist;
    },
    async listByPhone(phone) {
      const indexes = listPhoneIndexes(secrets.digests, phone);
      const documents = await people.list({ phoneIndexes: { $in: [...indexes] } });
      return documents.map(({ _id }) => _id);
    },
  };
}

import type { BindingCode, Bindings, Joined } from '../../people/index.ts';
import type { Secrets } from '../seal/index.ts';
import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';
import { outboxCollection } from './outbox-document.ts';
import {
  listPhoneIndexes,
  peopleCollection,
  toPeopleContext,
  type PeopleDocument,
} from './people-document.ts';
import { sessionCollection } from './session-store.ts';
import { ticketCollection } from './ticket-document.ts';

/** `usedBy` is the person who typed it: a repeat of theirs is the same act. */
type CodeDocument = Omit<BindingCode, 'codeHash'> & {
  readonly _id: string;
  readonly v: number;
  readonly usedBy?: string;
};

export const bindingCodeCollection = defineCollection<CodeDocument>(
  'binding_codes',
  {
    personId: { type: String, required: true },
    channel: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedBy: String,
  },
  [[{ expiresAt: 1 }]],
);

export function createBindings(database: Database, secrets: Secrets): Bindings {
  const codes = openDocuments(database, bindingCodeCollection);
  const people = openCollection(database, peopleCollection);
  const tickets = openCollection(database, ticketCollection);
  const outbox = openCollection(database, outboxCollection);
  const sessions = openCollection(database, sessionCollection);

  const listChannels = async (personId: string): Promise<readonly string[]> => {
    const bound = people.find({
      $or: [{ _id: { $eq: personId } }, { mergedInto: { $eq: personId } }],
    });
    const documents = await bound.toArray();
    return documents.flatMap(({ bindings = [] }) => bindings.map(({ channel }) => channel));
  };

  async function findSelf(personId: string): Promise<string> {
    return (await people.findOne({ _id: { $eq: personId } }))?.mergedInto ?? personId;
  }

  async function check(code: CodeDocument, personId: string): Promise<Joined | undefined> {
    if (code.personId === personId) return undefined;
    const [here, there] = await Promise.all([listChannels(personId), listChannels(code.personId)]);
    // A conversation of the web chat is shown in every browser of the person.
    const isShared = here.some((channel) => channel !== 'web-chat' && there.includes(channel));
    return isShared ? { kind: 'same_channel' } : undefined;
  }

  /** Name, phone and enrolment that the other side does not have yet, sealed anew for it. */
  function toCarried(from: PeopleDocument, into: PeopleDocument): Partial<PeopleDocument> {
    const phone =
      into.phone === undefined && from.phone !== undefined
        ? secrets.open(from.phone, toPeopleContext(from._id, 'phone'))
        : undefined;
    return {
      ...(into.name === undefined &&
        from.name !== undefined && {
          name: secrets.seal(
            secrets.open(from.name, toPeopleContext(from._id, 'name')),
            toPeopleContext(into._id, 'name'),
          ),
        }),
      ...(phone !== undefined && {
        phone: secrets.seal(phone, toPeopleContext(into._id, 'phone')),
        phoneIndexes: listPhoneIndexes(secrets.digests, phone),
      }),
      ...(into.specialist === undefined &&
        from.specialist !== undefined && { specialist: from.specialist }),
    };
  }

  /** The alias first: whatever dies behind it is done again by the turn's repeat. */
  async function merge(fromId: string, intoId: string): Promise<void> {
    await people.updateOne({ _id: { $eq: fromId } }, { $set: { mergedInto: intoId } });
    await people.updateMany({ mergedInto: { $eq: fromId } }, { $set: { mergedInto: intoId } });
    const [from, into] = await Promise.all(
      [fromId, intoId].map((id) => people.findOne({ _id: { $eq: id } })),
    );
    if (from !== null && from !== undefined && into !== null && into !== undefined) {
      const carried = toCarried(from, into);
      if (Object.keys(carried).length > 0) {
        await people.updateOne({ _id: { $eq: intoId } }, { $set: carried });
      }
    }
    // The version moves on, so that nobody who has read the ticket writes the old person back.
    await tickets.updateMany(
      { personId: { $eq: fromId } },
      { $set: { personId: intoId }, $inc: { version: 1 } },
    );
    await outbox.updateMany(
      { personId: { $eq: fromId }, status: { $in: ['waiting', 'held'] }, kind: { $ne: 'reply' } },
      { $set: { personId: intoId } },
    );
    await sessions.updateOne({ _id: { $eq: fromId } }, { $set: { movedTo: intoId } });
  }

  async function weigh(codeHash: string, personId: string, now: Date): Promise<Joined> {
    const stored = await codes.find(codeHash);
    if (stored === undefined) return { kind: 'unknown' };
    // Whoever showed the code may have become another person's channel since.
    const code = { ...stored, personId: await findSelf(stored.personId) };
    const joined = { kind: 'joined', into: code.personId, channel: code.channel } as const;
    if (code.usedBy === personId) return joined;
    if (code.usedBy !== undefined || code.expiresAt <= now) return { kind: 'unknown' };
    if (stored.personId === personId) return { kind: 'own' };
    return (await check(code, personId)) ?? joined;
  }

  /** False when another person was faster. */
  async function use(codeHash: string, personId: string): Promise<boolean> {
    return codes.update(
      {
        _id: { $eq: codeHash },
        $or: [{ usedBy: { $exists: false } }, { usedBy: { $eq: personId } }],
      },
      { $set: { usedBy: personId } },
    );
  }

  return {
    async issue({ codeHash, ...code }) {
      await codes.insert({ _id: codeHash, v: 1, ...code });
    },
    weigh,
    async join(codeHash, personId, now) {
      const weighed = await weigh(codeHash, personId, now);
      if (weighed.kind !== 'joined') return weighed;
      if (!(await use(codeHash, personId))) return { kind: 'unknown' };
      if (weighed.into !== personId) await merge(personId, weighed.into);
      return weighed;
    },
  };
}

import type { Invitation, InvitationStore } from '../../people/index.ts';
import { defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type InvitationDocument = Omit<Invitation, 'id'> & { readonly _id: string; readonly v: number };

export const invitationCollection = defineCollection<InvitationDocument>(
  'invitations',
  {
    codeHash: { type: String, required: true },
    organisation: { type: String, required: true },
    termUntil: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
    usedBy: String,
    succeeds: String,
  },
  [[{ codeHash: 1 }, { unique: true }]],
);

export function createInvitationStore(database: Database): InvitationStore {
  const invitations = openDocuments(database, invitationCollection);
  return {
    async insert({ id, ...invitation }) {
      const isStored = await invitations.insert({ _id: id, v: 1, ...invitation });
      if (!isStored) throw new Error('the code of a new invitation is taken');
    },
    async redeem(codeHash, personId, now) {
      const document = await invitations.findAndUpdate(
        {
          codeHash: { $eq: codeHash },
          $or: [
            { usedBy: { $eq: personId } },
            { usedBy: { $exists: false }, expiresAt: { $gt: now } },
          ],
        },
        { $set: { usedBy: personId } },
      );
      return document === undefined ? undefined : toInvitation(document);
    },
    async find(id) {
      const document = await invitations.find(id);
      return document && toInvitation(document);
    },
    async list() {
      const documents = await invitations.list({}, { sort: { expiresAt: -1, _id: 1 } });
      return documents.map(toInvitation);
    },
  };
}

function toInvitation({ _id, v, ...invitation }: InvitationDocument): Invitation {
  return { id: _id, ...invitation };
}

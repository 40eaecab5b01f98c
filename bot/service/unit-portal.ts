import { ticketsTopic, type UnitPortal } from '../../admin/index.ts';
import { createHandedInStore } from '../../platform/files/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import {
  createHearing,
  findServing,
  toLight,
  type Documents,
  type DocumentStore,
  type PaperFileStore,
  type Tickets,
} from '../../tickets/index.ts';
import type { House } from './house.ts';

type Ports = {
  readonly acts: Pick<Tickets, 'stepProblem'>;
  readonly documents: Pick<Documents, 'markServing'> & {
    readonly store: DocumentStore;
    readonly files: Pick<PaperFileStore, 'find' | 'open'>;
    readonly sweep: () => Promise<void>;
  };
};

/** The unit's side: what was served on units, what they reply, and the bureau's word to it. */
export function openUnitPortal(house: House, { acts, documents }: Ports) {
  const { database, secrets, config, tickets, profiles, calendar, units, news, now } = house;
  const { store, files, markServing } = documents;
  const replies = mongo.createUnitReplyStore(database);
  const hearing = createHearing({
    replies,
    findDocument: store.find,
    findTicket: tickets.find,
    rulesOf: (profile) => profiles.find(profile).hearing,
    calendar,
    now,
    markServing: async (mark) => void (await markServing(mark)),
    stepProblem: acts.stepProblem,
    announce: () => news.announce(ticketsTopic),
  });

  const findKind = (document: { readonly kind: string; readonly profile: number }) =>
    profiles.find(document.profile).documentKinds.find(({ id }) => id === document.kind);

  const desk: UnitPortal = {
    ...hearing,
    async listServed(unitId, page) {
      const found = await store.list({ servedUnitIds: [unitId], state: 'issued', ...page });
      const served = found.items.filter((document) => findServing(document, unitId) !== undefined);
      const items = await Promise.all(served.map(({ id }) => hearing.openFile(id, unitId)));
      return { items, total: found.total };
    },
    findUnitName: (unitId) => units.find(unitId)?.name,
    toKindName: (document) => findKind(document)?.name ?? document.title,
    toLight({ document, serving: { dueAt, answeredAt } }) {
      const limit = findKind(document)?.answer?.name;
      if (dueAt === undefined || limit === undefined || answeredAt !== undefined) return undefined;
      const { deadlines } = profiles.find(document.profile);
      return toLight({ dueAt, limit }, deadlines, calendar, now());
    },
    async openSealedCopy({ sealed }) {
      if (sealed === undefined) return undefined;
      const [file, bytes] = await Promise.all([
        files.find(sealed.fileId),
        files.open(sealed.fileId),
      ]);
      return file && bytes && { bytes, mimeType: file.mimeType };
    },
    files: createHandedInStore(database.connection, secrets, config.mediaMaxBytes),
    async listForTicket(ticketId) {
      const own = (await store.listForTicket(ticketId)).filter(
        ({ audience }) => audience === 'unit',
      );
      return Promise.all(
        own.map(async (document) => ({
          document,
          replies: await replies.listForDocument(document.id),
        })),
      );
    },
    findReply: replies.find,
    findDocument: store.find,
    listUndecided: replies.listUndecided,
  };
  return {
    desk,
    /** What a crash left unmade of documents and of replies to them. */
    sweep: async (): Promise<void> => {
      await documents.sweep();
      await hearing.settlePending();
    },
  };
}

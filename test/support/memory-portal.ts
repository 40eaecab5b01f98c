import type { UnitPortal } from '../../admin/index.ts';
import {
  createHearing,
  findServing,
  type HandedInFile,
  type OfficialDocument,
  type Ticket,
} from '../../tickets/index.ts';
import { buildDayTable } from './build-day-table.ts';
import { buildReplyStore, hearingRules } from './build-hearing.ts';

type World = {
  readonly documents: Map<string, OfficialDocument>;
  readonly findTicket: (id: string) => Promise<Ticket | undefined>;
  readonly now: () => Date;
};

/** The unit's side by the real rules over maps; receipts and answers are marked on the documents as they would be. */
export function createMemoryPortal({ documents, findTicket, now }: World): UnitPortal {
  const replies = buildReplyStore();
  const files = new Map<string, HandedInFile & { readonly bytes: Uint8Array }>();
  const hearing = createHearing({
    replies,
    findDocument: async (id) => documents.get(id),
    findTicket,
    rulesOf: () => hearingRules,
    calendar: buildDayTable(),
    now,
    async markServing({ documentId, servingId, action }) {
      const document = documents.get(documentId);
      if (document === undefined) return;
      const field = action === 'answer' ? 'answeredAt' : 'acknowledgedAt';
      const servings = document.servings.map((serving) =>
        serving.id === servingId ? { ...serving, [field]: now() } : serving,
      );
      documents.set(documentId, { ...document, servings });
    },
    stepProblem: async () => undefined,
    announce: () => undefined,
  });
  return {
    ...hearing,
    async listServed(unitId, { page, pageSize }) {
      const served = [...documents.values()].filter(
        (document) => findServing(document, unitId) !== undefined,
      );
      const shown = served.slice((page - 1) * pageSize, page * pageSize);
      const items = await Promise.all(shown.map(({ id }) => hearing.openFile(id, unitId)));
      return { items, total: served.length };
    },
    findUnitName: (unitId) => `单位${unitId}`,
    toKindName: ({ kind }) => kindNames[kind] ?? kind,
    toLight: ({ serving }) => (serving.answeredAt === undefined ? 'green' : undefined),
    openSealedCopy: async ({ sealed }) =>
      sealed && { bytes: Buffer.from('%PDF-1.7 sealed'), mimeType: 'application/pdf' },
    files: {
      async save({ bytes, ...file }) {
        const saved = files.get(file.id) ?? {
          ...file,
          bytes,
          mimeType: 'application/pdf',
          sizeBytes: bytes.length,
          sha256: 'ab'.repeat(32),
        };
        files.set(file.id, saved);
        const { bytes: _, ...kept } = saved;
        return kept;
      },
      find: async (id) => files.get(id),
      open: async (id) => files.get(id)?.bytes,
    },
    async listForTicket(ticketId) {
      const own = [...documents.values()].filter((document) => document.ticketId === ticketId);
      return Promise.all(
        own.map(async (document) => ({
          document,
          replies: await replies.listForDocument(document.id),
        })),
      );
    },
    findReply: replies.find,
    findDocument: async (id) => documents.get(id),
    listUndecided: replies.listUndecided,
  };
}

const kindNames: Readonly<Record<string, string>> = {
  feedback_letter: '问题反馈函',
  supervision_notice: '行政执法监督通知书',
  supervision_proposal: '行政执法监督建议书',
  file_request: '调取案卷通知书',
};

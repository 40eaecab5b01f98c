import type { AdminPorts } from '../../admin/index.ts';
import type { Unit } from '../../people/index.ts';
import {
  createDocuments,
  createProjectDocument,
  createTickets,
  DocumentError,
  type PaperFile,
  type PaperFileStore,
  type Profiles,
  type TicketPorts,
} from '../../tickets/index.ts';
import { hashText } from './build-documents.ts';
import { createMemoryDocuments } from './memory-documents.ts';

/** Papers in a map; whatever is given counts as a PDF. */
function createMemoryPapers(): PaperFileStore {
  const kept = new Map<string, { readonly file: PaperFile; readonly bytes: Uint8Array }>();
  return {
    async save({ bytes, ...about }) {
      const sha256 = hashText(Buffer.from(bytes).toString('base64'));
      const file = { ...about, mimeType: 'application/pdf', sizeBytes: bytes.length, sha256 };
      if (!kept.has(about.id)) kept.set(about.id, { file, bytes });
      return kept.get(about.id)?.file ?? file;
    },
    find: async (id) => kept.get(id)?.file,
    open: async (id) => kept.get(id)?.bytes,
  };
}

/** The desk's documents over the rules themselves; what follows from a step follows at once. */
export function createMemoryDocumentDesk(
  ticketing: TicketPorts,
  profiles: Profiles,
  listUnits: () => readonly Unit[],
): AdminPorts['documents'] {
  const store = createMemoryDocuments(ticketing.store.find);
  const files = createMemoryPapers();
  const { stepProblem } = createTickets(ticketing);
  const project = createProjectDocument({
    store,
    profiles,
    stepProblem,
    keepDeadline: async () => undefined,
    tellPerson: async () => undefined,
    keepUnsealed: async ({ id }) => ({
      fileId: `${id}-unsealed`,
      algorithm: 'SHA-256',
      hash: hashText(id),
    }),
  });
  return {
    ...createDocuments({
      ...ticketing,
      store,
      profiles,
      findTicket: ticketing.store.find,
      listMerged: ticketing.store.listMerged,
      findUnitName: (unitId) => listUnits().find(({ id }) => id === unitId)?.name,
      deriveVerifyCode: (id) => `V-${id}`,
      hashText,
      ring: project,
    }),
    store,
    files,
    papers: {
      printPdf: async ({ title }) => Buffer.from(`%PDF-1.4 ${title}`),
      printDocx: async ({ title }) => Buffer.from(`PK ${title}`),
      printReportPdf: async (report) => Buffer.from(`%PDF-1.4 ${JSON.stringify(report)}`),
      printReportDocx: async (report) => Buffer.from(`PK ${JSON.stringify(report)}`),
      drawPages: async ({ title }) => [`<svg><text>${title}</text></svg>`],
    },
    hasESeal: false,
    async sealByMachine() {
      throw new DocumentError('document_step_refused', { allowed: [] });
    },
  };
}

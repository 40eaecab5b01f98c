import { createHash } from 'node:crypto';
import { createHttpESeal } from '../../platform/e-seal.ts';
import { createFetch } from '../../platform/http/fetch.ts';
import { createPapers } from '../../platform/documents/index.ts';
import { createPaperStore } from '../../platform/files/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import {
  createDocuments,
  createProjectDocument,
  loadDocument,
  DocumentError,
  toNumberText,
  type DocumentProjections,
  type DocumentRequest,
  type OfficialDocument,
  type Serving,
  type TicketPorts,
} from '../../tickets/index.ts';
import type { PublicPorts } from '../../public/index.ts';
import type { Bell, OutboxStore } from '../stores.ts';
import type { House } from './house.ts';
import { openCallUnits } from './unit-cards.ts';

/** What is opened before the walk: the rows of limits. */
export type DocumentRules = Pick<DocumentProjections, 'keepDeadline'>;

type Ports = {
  readonly ticketing: Pick<TicketPorts, 'procedures' | 'calendar'>;
  readonly acts: Pick<DocumentProjections, 'stepProblem'>;
  readonly rules: DocumentRules;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  readonly toTaskAt: (noticeKey: string, dueAt: Date) => Date | undefined;
  readonly bell: Bell;
};

/** What a scan of many pages may have. */
const paperMaxBytes = 20 * 1024 * 1024;
const noticeKey = 'document.notice.served';
const batchSize = 200;

export type HouseDocuments = ReturnType<typeof openDocuments>;

/** Official documents: rules on the store, papers sealed, and what follows from each step elsewhere. */
export function openDocuments(house: House, ports: Ports) {
  const { database, secrets, profiles, units, config, now, printer, log } = house;
  const store = mongo.createDocumentStore(database, secrets.digests);
  const files = createPaperStore(database.connection, secrets, paperMaxBytes);
  const papers = createPapers({ printer, checkUrl: `${config.publicUrl}/verify` });
  const documents = createDocuments({
    store,
    findTicket: house.tickets.find,
    listMerged: house.tickets.listMerged,
    listOpenAgainst: mongo.createListAgainst(database),
    profiles,
    procedures: ports.ticketing.procedures,
    calendar: ports.ticketing.calendar,
    judgeCertificate: house.judgeSupervisor,
    findUnitName: (unitId) => units.find(unitId)?.name,
    now,
    deriveVerifyCode: secrets.codes.deriveVerifyCode,
    hashText: (text) => createHash('sha256').update(text).digest('hex'),
    ring: (id) => ports.bell.ring({ kind: 'relay', id }),
  });
  const { callForServing } = openCallUnits(house);
  const project = createProjectDocument({
    store,
    profiles,
    keepUnsealed,
    tellPerson,
    stepProblem: ports.acts.stepProblem,
    keepDeadline: ports.rules.keepDeadline,
    async tellUnit(document, { servedAt = now(), ...serving }, unitId) {
      await callForServing(document, { ...serving, servedAt }, unitId);
    },
  });

  /** Also when the scan came first: this paper bears 未用印. */
  async function keepUnsealed(document: OfficialDocument) {
    const { sealed: _, ...unsealed } = document;
    const { id, title } = document;
    const kept = await files.save({
      id: `${id}-unsealed`,
      documentId: id,
      kind: 'unsealed',
      name: `${title}.pdf`,
      bytes: await papers.printPdf({ ...unsealed, state: 'signed' }),
      at: now(),
    });
    return { fileId: kept.id, algorithm: 'SHA-256', hash: kept.sha256 } as const;
  }

  async function tellPerson(
    document: OfficialDocument,
    serving: Serving,
    personId: string,
  ): Promise<void> {
    if (serving.by !== 'channel') return;
    const { ticketId, ticketNumber = '', traceId, title } = document;
    const at = now();
    const taskAt = ports.toTaskAt(noticeKey, at);
    await ports.outbox.insert([
      {
        id: `${serving.id}-${personId}`,
        personId,
        kind: 'notice',
        reply: {
          key: noticeKey,
          values: {
            number: ticketNumber,
            title,
            documentNumber: toNumberText(document) ?? '',
            url: `${config.publicUrl}/progress`,
          },
        },
        ...(ticketId !== undefined && { ticketId }),
        traceId,
        createdAt: at,
        dueAt: at,
        ...(taskAt !== undefined && { taskAt }),
      },
    ]);
    await ports.bell.ring({ kind: 'deliver', id: personId });
  }

  /** Has the platform outside set the seal on the paper of a signed document. Throws DocumentError. */
  async function sealByMachine(request: DocumentRequest): Promise<OfficialDocument> {
    const { eSeal } = config;
    if (eSeal === undefined) throw new DocumentError('document_step_refused', { allowed: [] });
    // The paper may still be on its way.
    await project(request.id);
    const document = await loadDocument(store, request.id);
    const paper = document.unsealed && (await files.open(document.unsealed.fileId));
    if (document.state !== 'signed' || paper === undefined) {
      throw new DocumentError('document_step_refused', { allowed: [] });
    }
    const seal = createHttpESeal(eSeal, await createFetch(config.httpsProxy), paperMaxBytes);
    const kept = await files.save({
      id: `${document.id}-e-sealed`,
      documentId: document.id,
      kind: 'sealed',
      name: `${document.title}.pdf`,
      bytes: await seal(document, paper),
      at: now(),
      accountId: request.by.accountId,
    });
    const file = { fileId: kept.id, algorithm: 'SHA-256', hash: kept.sha256 } as const;
    return documents.sealDocument({ ...request, file });
  }

  /** What the reporter may open on the page of progress. */
  const served: PublicPorts['papers'] = {
    listForTicket: store.listForTicket,
    async openSealed({ sealed }) {
      if (sealed === undefined) return undefined;
      const file = await files.find(sealed.fileId);
      const bytes = await files.open(sealed.fileId);
      return file && bytes && { bytes, mimeType: file.mimeType };
    },
    async acknowledge(documentId, servingId) {
      const key = `opened-${servingId}`;
      await documents.markServing({ documentId, servingId, action: 'acknowledge', key });
    },
  };

  return {
    ...documents,
    served,
    store,
    files,
    papers,
    sealByMachine,
    hasESeal: config.eSeal !== undefined,
    project,
    /** Limits past the published calendar, counted anew by the one that counts now. Safe to repeat. */
    recountDocuments: async (): Promise<void> => {
      for (const id of await store.listProvisional()) await documents.recountServings(id);
    },
    /** What a crash left unmade. */
    sweep: async (): Promise<void> => {
      for (const id of await store.listPending(batchSize)) {
        await project(id).catch((error: unknown) => {
          log.error({ documentId: id, code: Object(error).code }, 'a document was not projected');
        });
      }
    },
  };
}

/** Whether a relay's ring is for a document and not for a ticket. */
export function isDocumentId(id: string): boolean {
  return id.startsWith('d-');
}

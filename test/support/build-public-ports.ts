import { FileError } from '../../bot/index.ts';
import type { PublicPorts, TicketMessage } from '../../public/index.ts';
import { createTranslate } from '../../platform/i18n/index.ts';
import { createSecrets } from '../../platform/seal/index.ts';
import {
  createTickets,
  defaultProcedures,
  TicketError,
  type OfficialDocument,
  type OpenRequest,
  type Ticket,
  type Tickets,
  type TicketStore,
} from '../../tickets/index.ts';
import { createMemoryMembers } from './memory-members.ts';

/** What stands behind /progress in its tests: the real rules over tickets and messages in memory. */
export type PublicBackstage = {
  now: Date;
  readonly ports: PublicPorts;
  readonly tickets: Tickets;
  readonly stored: ReadonlyMap<string, Ticket>;
  readonly members: Pick<ReturnType<typeof createMemoryMembers>['members'], 'ties'>;
  readonly messages: (TicketMessage & { readonly ticketId: string })[];
  readonly documents: OfficialDocument[];
  /** Servings that their person opened. */
  readonly acknowledged: string[];
  /** Files a complaint of a person of its own and returns number and code. */
  readonly file: (
    request?: Partial<OpenRequest>,
  ) => Promise<{ readonly ticket: Ticket; readonly code: string }>;
};

export async function buildPublicBackstage(): Promise<PublicBackstage> {
  const { codes } = createSecrets([Buffer.alloc(32, 3)]);
  const stored = new Map<string, Ticket>();
  const store = buildTicketStore(stored);
  const messages: (TicketMessage & { readonly ticketId: string })[] = [];
  const documents: OfficialDocument[] = [];
  const acknowledged: string[] = [];
  const files = new Map<string, { readonly bytes: Buffer; readonly ticketId: string }>();
  const { members } = createMemoryMembers();
  const clock = { now: new Date('2026-03-02T02:00:00Z') };
  let count = 0;

  const tickets = createTickets({
    store,
    calendar: { isWorkingDay: () => undefined, publishedUntil: '2026-12-31' },
    now: () => clock.now,
    randomInt: (max) => (count * 7919 + 12_345) % max,
    undoMs: 0,
    ring: async () => undefined,
    deriveReceiptCode: codes.deriveReceiptCode,
    hashReceiptCode: codes.hashReceiptCode,
    procedures: defaultProcedures,
  });

  function addMessage(message: TicketMessage & { readonly ticketId: string }): void {
    if (!messages.some(({ id }) => id === message.id)) messages.push(message);
  }

  return {
    get now() {
      return clock.now;
    },
    set now(now) {
      clock.now = now;
    },
    tickets,
    stored,
    members,
    messages,
    documents,
    acknowledged,
    async file(request = {}) {
      count += 1;
      const personId = request.personId ?? `person-${count}`;
      const { ticket, receiptCode } = await tickets.openTicket({
        id: `t-message-${count}`,
        kind: 'complaint',
        source: 'web-chat',
        openness: 'confidential',
        facts: { story: '城管收走了我的秤' },
        traceId: `message-${count}`,
        personId,
        by: { kind: 'reporter', personId },
        ...request,
      });
      return { ticket, code: receiptCode ?? '' };
    },
    ports: {
      findByReceiptHash: store.findByReceiptHash,
      settleContact: async () => undefined,
      findByNumber: store.findByNumber,
      findById: store.find,
      members: members.ties,
      hashReceiptCode: codes.hashReceiptCode,
      deriveReceiptCode: codes.deriveReceiptCode,
      procedures: defaultProcedures,
      tickets,
      translate: await createTranslate(),
      now: () => clock.now,
      askCertificate: async (number) => (number === '33010001' ? '清河县城市管理局' : undefined),
      documents: {
        find: async (wanted) => documents.find(({ id }) => id === wanted),
        findByVerifyCode: async (code) => documents.find(({ verifyCode }) => verifyCode === code),
        findKindName: ({ title }) => title,
      },
      papers: {
        listForTicket: async (id) => documents.filter(({ ticketId }) => ticketId === id),
        openSealed: async ({ sealed }) =>
          sealed && { bytes: Buffer.from(`%PDF ${sealed.hash}`), mimeType: 'application/pdf' },
        acknowledge: async (_, servingId) => void acknowledged.push(servingId),
      },
      conversation: {
        list: async (id) => messages.filter(({ ticketId }) => ticketId === id),
        async addText({ id, ticketId, text, at }) {
          addMessage({ id, ticketId, author: 'person', kind: 'text', text, at });
        },
        async addFile({ id, ticketId, name, bytes, at }) {
          if (bytes.subarray(1, 4).toString('latin1') !== 'PNG') {
            throw new FileError('file_type_refused');
          }
          const fileId = `f-${id}`;
          files.set(fileId, { bytes, ticketId });
          addMessage({ id, ticketId, author: 'person', kind: 'image', text: name, fileId, at });
        },
        async openPicture(ticketId, fileId) {
          const file = files.get(fileId);
          if (file?.ticketId !== ticketId) return undefined;
          return { bytes: file.bytes, mimeType: 'image/png' };
        },
      },
    },
  };
}

function buildTicketStore(stored: Map<string, Ticket>): TicketStore {
  const findBy = async (fits: (ticket: Ticket) => boolean): Promise<Ticket | undefined> =>
    [...stored.values()].find(fits);
  return {
    find: async (id) => stored.get(id),
    findByNumber: (number) => findBy((ticket) => ticket.number === number),
    listMerged: async (leadingId) =>
      [...stored.values()].filter(({ mergedInto }) => mergedInto === leadingId),
    findByReceiptHash: (hash) => findBy((ticket) => ticket.receiptHash === hash),
    async insert(ticket) {
      const known = stored.get(ticket.id);
      if (known !== undefined) return { kind: 'replay', ticket: known };
      stored.set(ticket.id, ticket);
      return { kind: 'stored' };
    },
    async save(ticket) {
      const found = stored.get(ticket.id);
      if (found?.version !== ticket.version) {
        throw new TicketError('ticket_version_conflict', { currentVersion: found?.version ?? 0 });
      }
      const saved = { ...ticket, version: ticket.version + 1 };
      stored.set(ticket.id, saved);
      return saved;
    },
    list: async () => ({ items: [...stored.values()], total: stored.size }),
    listPending: async () => [],
    movePending: async () => true,
  };
}

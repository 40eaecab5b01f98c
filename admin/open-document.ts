import { findDeputy } from '../people/index.ts';
import type { Caller } from '../platform/http/index.ts';
import {
  type DocumentAsker,
  DocumentError,
  type DocumentPage,
  type DocumentPageQuery,
  findDocumentRules,
  listDocumentActions,
  loadDocument,
  isOutward,
  loadVoices,
  type OfficialDocument,
  whyNotContact,
} from '../tickets/index.ts';
import { createCanSeeDocument } from './access/can-see-document.ts';
import { createTicketAccess } from './access/ticket-access.ts';
import { expectStaff } from './caller.ts';
import type { AdminPorts } from './ports.ts';
import type { DocumentSheet } from './routes/documents.present.ts';

const documentsPerPage = 50;

/** The one way to documents at the desk: who does not see its matters does not see the document. */
export function createDocumentAccess(ports: AdminPorts) {
  const { documents, accounts, ticketing, profiles, now } = ports;
  const access = createTicketAccess(ports);
  const canSee = createCanSeeDocument(access);

  /** The account with those whom it stands in for today. */
  async function toAsker(caller: Caller): Promise<DocumentAsker> {
    const { accountId, name, roles } = expectStaff(caller);
    const all = await accounts.list();
    const deputyFor = all
      .filter(({ id }) => id !== accountId && findDeputy(all, id, now())?.id === accountId)
      .map((absent) => ({ accountId: absent.id, roles: absent.roles }));
    return { accountId, name, roles, deputyFor };
  }

  /** Throws DocumentError document_not_found, also for what the caller does not see. */
  async function load(caller: Caller, id: string): Promise<OfficialDocument> {
    const document = await loadDocument(documents.store, id);
    if (!(await canSee(caller, document))) throw new DocumentError('document_not_found');
    return document;
  }

  /** A page of what the caller sees, the newest first. */
  async function list(
    caller: Caller,
    query: Omit<DocumentPageQuery, 'bounds' | 'limit'>,
    limit = documentsPerPage,
  ): Promise<DocumentPage> {
    const bounds = access.boundsOf(caller);
    return documents.store.listSeen({ ...query, limit, ...(bounds && { bounds }) });
  }

  /** What waits for the caller to approve or sign, out of all that is on its way. */
  async function listWaiting(
    caller: Caller,
    query: Omit<DocumentPageQuery, 'bounds' | 'limit' | 'states'>,
  ): Promise<DocumentPage> {
    const asker = await toAsker(caller);
    const items: OfficialDocument[] = [];
    let { after } = query;
    for (;;) {
      const asked = { ...query, states: ['in_review', 'approved'] as const };
      const page = await list(caller, { ...asked, ...(after && { after }) });
      for (const document of page.items) {
        if (!isWaitingFor(document, asker)) continue;
        const { createdAt, id } = document;
        items.push(document);
        if (items.length === documentsPerPage) return { items, next: { createdAt, id } };
      }
      if (page.next === undefined) return { items };
      after = page.next;
    }
  }

  function isWaitingFor(document: OfficialDocument, asker: DocumentAsker): boolean {
    const rules = findDocumentRules(profiles.find(document.profile), document);
    const allowed = listDocumentActions(document, rules, asker);
    return allowed.includes('approve') || allowed.includes('sign');
  }

  /** The document with all that its page shows to this caller. */
  async function toSheet(caller: Caller, document: OfficialDocument): Promise<DocumentSheet> {
    const all = await accounts.list();
    const bar = await findBar(document);
    return {
      document,
      rules: findDocumentRules(profiles.find(document.profile), document),
      asker: await toAsker(caller),
      nameOf: (accountId) => all.find(({ id }) => id === accountId)?.name,
      hasESeal: documents.hasESeal,
      ...(bar !== undefined && { contactBar: bar }),
    };
  }

  /** Told while there is still something to sign. */
  async function findBar(document: OfficialDocument): Promise<string | undefined> {
    const isOpen = ['draft', 'in_review', 'approved'].includes(document.state);
    if (!isOpen || !isOutward(document)) return undefined;
    const { find: findTicket, listMerged } = ticketing.store;
    const voices = await loadVoices({ findTicket, listMerged }, document);
    return voices
      .map((reporters) => whyNotContact(reporters, document.paraphrase ?? ''))
      .find((bar) => bar !== undefined);
  }

  return { access, toAsker, load, list, listWaiting, toSheet };
}

import { findDeputy } from '../people/index.ts';
import type { Caller } from '../platform/http/index.ts';
import {
  type DocumentAsker,
  DocumentError,
  findDocumentRules,
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

/** A document of the pages that a bounded caller pages through. */
const mostOfBounded = 500;
export const documentsPerPage = 50;

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

  async function list(
    caller: Caller,
    query: Omit<Parameters<typeof documents.store.list>[0], 'pageSize'>,
  ) {
    const { page } = query;
    if (access.boundsOf(caller) === undefined) {
      return documents.store.list({ ...query, pageSize: documentsPerPage });
    }
    const { items } = await documents.store.list({ ...query, page: 1, pageSize: mostOfBounded });
    const seen = await Promise.all(items.map((document) => canSee(caller, document)));
    const own = items.filter((_, index) => seen[index]);
    const from = (page - 1) * documentsPerPage;
    return { items: own.slice(from, from + documentsPerPage), total: own.length };
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

  return { access, toAsker, load, list, toSheet };
}

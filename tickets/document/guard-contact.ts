import { listVoices, whyNotContact } from '../consent/index.ts';
import type { Ticket } from '../ticket.ts';
import type { OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import type { DocumentPorts } from './ports.ts';
import { findReportersWords } from './reporters-words.ts';
import { toTicketId } from './to-ticket-id.ts';

/** Ids of every ticket that the document speaks of. */
export function listMatterIds({
  ticketId,
  problemIds,
}: Pick<OfficialDocument, 'ticketId' | 'problemIds'>): readonly string[] {
  const own = ticketId === undefined ? [] : [ticketId];
  return [...new Set([...own, ...problemIds.map(toTicketId)])];
}

/** Every matter that the document speaks of. */
export async function loadMatters(
  findTicket: DocumentPorts['findTicket'],
  document: Pick<OfficialDocument, 'ticketId' | 'problemIds'>,
): Promise<readonly Ticket[]> {
  const found = await Promise.all(listMatterIds(document).map((id) => findTicket(id)));
  return found.filter((ticket) => ticket !== undefined);
}

/** Of each matter that the document speaks of everybody who reported it. */
export async function loadVoices(
  { findTicket, listMerged }: Pick<DocumentPorts, 'findTicket' | 'listMerged'>,
  document: Pick<OfficialDocument, 'ticketId' | 'problemIds'>,
): Promise<readonly (readonly Ticket[])[]> {
  const matters = await loadMatters(findTicket, document);
  return Promise.all(matters.map((ticket) => listVoices({ find: findTicket, listMerged }, ticket)));
}

/** Whether the paper leaves for those who must never learn who reported: the unit and what stands above it. */
export function isOutward({ audience }: Pick<OfficialDocument, 'audience'>): boolean {
  return audience === 'unit' || audience === 'government';
}

/**
 * Refuses an outward document in which a reporter's own words stand outside the reviewed paraphrase. Throws
 * DocumentError document_holds_reporter.
 */
export function refuseReportersWords(
  document: OfficialDocument,
  voices: readonly (readonly Ticket[])[],
): void {
  if (!isOutward(document)) return;
  const runs = voices.flat().flatMap((ticket) => findReportersWords(document, ticket));
  if (runs.length > 0) throw new DocumentError('document_holds_reporter', { missing: runs });
}

/** Refuses to write to a unit before each reporter had the choice. Throws DocumentError document_contact_refused. */
export function refuseContact(
  document: OfficialDocument,
  voices: readonly (readonly Ticket[])[],
): void {
  if (!isOutward(document)) return;
  for (const reporters of voices) {
    const bar = whyNotContact(reporters, document.paraphrase ?? '');
    if (bar !== undefined) throw new DocumentError('document_contact_refused', { detail: bar });
  }
}

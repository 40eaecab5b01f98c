import { whyNotContact } from '../consent/index.ts';
import type { Ticket } from '../ticket.ts';
import type { OfficialDocument } from './document.ts';
import { toTicketId } from './draft-document.ts';
import { DocumentError } from './errors.ts';
import type { DocumentPorts } from './ports.ts';
import { findReportersWords } from './reporters-words.ts';

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

/** Whether the paper leaves for those who must never learn who reported: the unit and what stands above it. */
export function isOutward({ audience }: Pick<OfficialDocument, 'audience'>): boolean {
  return audience === 'unit' || audience === 'government';
}

/**
 * Refuses an outward document in which a reporter's own words stand outside the reviewed paraphrase. Throws
 * DocumentError document_holds_reporter.
 */
export function refuseReportersWords(document: OfficialDocument, matters: readonly Ticket[]): void {
  if (!isOutward(document)) return;
  const runs = matters.flatMap((ticket) => findReportersWords(document, ticket));
  if (runs.length > 0) throw new DocumentError('document_holds_reporter', { missing: runs });
}

/** Refuses to write to a unit before each reporter had the choice. Throws DocumentError document_contact_refused. */
export function refuseContact(document: OfficialDocument, matters: readonly Ticket[]): void {
  if (!isOutward(document)) return;
  for (const ticket of matters) {
    const bar = whyNotContact(ticket, document.paraphrase ?? '');
    if (bar !== undefined) throw new DocumentError('document_contact_refused', { detail: bar });
  }
}

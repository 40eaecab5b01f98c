import type { Caller } from '../../platform/http/index.ts';
import { isForBarredUnit, listMatterIds, type OfficialDocument } from '../../tickets/index.ts';
import type { TicketAccess } from './ticket-access.ts';

/** Whether the caller sees every matter behind a document and, where it has none, may have a part in matters of its units. */
export function createCanSeeDocument(access: Pick<TicketAccess, 'boundsOf' | 'findMany'>) {
  return async function canSeeDocument(
    caller: Caller,
    document: Pick<OfficialDocument, 'id' | 'ticketId' | 'problemIds' | 'units'>,
  ): Promise<boolean> {
    const ids = listMatterIds(document);
    if (ids.length > 0) return (await access.findMany(caller, ids)).size === ids.length;
    const bounds = access.boundsOf(caller);
    return bounds === undefined || !isForBarredUnit(bounds, document);
  };
}

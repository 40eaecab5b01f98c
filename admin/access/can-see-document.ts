import type { Caller } from '../../platform/http/index.ts';
import { listMatterIds, type OfficialDocument } from '../../tickets/index.ts';
import type { TicketAccess } from './ticket-access.ts';

/** Whether the caller sees every matter behind a document and, where it has none, has nothing to do with its units. */
export function createCanSeeDocument(access: Pick<TicketAccess, 'canSee' | 'findMany'>) {
  return async function canSeeDocument(
    caller: Caller,
    document: Pick<OfficialDocument, 'id' | 'ticketId' | 'problemIds' | 'units'>,
  ): Promise<boolean> {
    const ids = listMatterIds(document);
    if (ids.length > 0) return (await access.findMany(caller, ids)).size === ids.length;
    return document.units.every(({ unitId }) =>
      access.canSee(caller, {
        id: document.id,
        respondent: { actingUnitId: unitId, responsibleOrganId: unitId },
      }),
    );
  };
}

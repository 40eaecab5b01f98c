import { endStatuses, type DocumentPorts } from '../../tickets/index.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';
import { ticketCollection, toTicket } from './ticket-document.ts';

/** Open matters against the units: as staff named them or, while nobody did, as the reporter's words may mean them. */
export function createListAgainst(
  database: Database,
): NonNullable<DocumentPorts['listOpenAgainst']> {
  const tickets = openDocuments(database, ticketCollection);
  return async (unitIds) => {
    const among = { $in: [...unitIds] };
    const named = ['respondent.actingUnitId', 'respondent.responsibleOrganId'];
    const against = [...named, 'desk.guessedUnitIds'].map((field) => ({ [field]: among }));
    const isOpen = { status: { $nin: [...endStatuses] } };
    return (await tickets.list({ $and: [isOpen, { $or: against }] })).map(toTicket);
  };
}

import type { Caller } from '../../platform/http/index.ts';
import { TicketImportError, type TicketImport } from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import type { AdminPorts } from '../ports.ts';
import type { TicketAccess } from './ticket-access.ts';

/**
 * Imports hold rows of any matter, whose bounds nobody knows before they are tickets: who does not see everything sees
 * the lists that they brought in themselves.
 */
export function createImportAccess(
  { ticketImports }: Pick<AdminPorts, 'ticketImports'>,
  access: Pick<TicketAccess, 'boundsOf'>,
) {
  function canSee(caller: Caller, { createdBy }: TicketImport): boolean {
    const { accountId } = expectStaff(caller);
    return access.boundsOf(caller) === undefined || createdBy.accountId === accountId;
  }

  return {
    canSee,
    /** Throws TicketImportError ticket_import_not_found, also for what the caller does not see. */
    async find(caller: Caller, id: string): Promise<TicketImport> {
      const job = await ticketImports.find(id);
      if (job === undefined || !canSee(caller, job)) {
        throw new TicketImportError('ticket_import_not_found');
      }
      return job;
    },
  };
}

import { isInEscrow } from '../consent/index.ts';
import type { Ticket } from '../ticket.ts';
import { DocumentError } from './errors.ts';

/** The papers of a matter that lies sealed rest with it. Throws DocumentError document_step_refused. */
export function refuseSealed(ticket: Ticket | undefined): void {
  if (ticket === undefined || !isInEscrow(ticket)) return;
  throw new DocumentError('document_step_refused', { allowed: [] });
}

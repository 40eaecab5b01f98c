import type { Invitation } from '../../people/index.ts';
import type { InvitationView } from './invitations.schema.ts';

/** Shows an invitation without its code's digest and without who used it. */
export function presentInvitation(
  { id, organisation, termUntil, expiresAt, createdBy, usedBy }: Invitation,
  now: Date,
): InvitationView {
  return {
    id,
    organisation,
    termUntil: termUntil.toISOString(),
    expiresAt: expiresAt.toISOString(),
    createdBy,
    state: usedBy !== undefined ? 'used' : expiresAt <= now ? 'expired' : 'open',
  };
}

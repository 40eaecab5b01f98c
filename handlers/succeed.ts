import type { Enrolment, Invitation } from '../people/index.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';

export type SuccessionPorts = Pick<HandlerPorts, 'acts' | 'people' | 'invitations' | 'tickets'>;

const pageSize = 50;

/**
 * The specialist before leaves, and the person takes on what is still open of their feedback; answers how many.
 * A replay goes on where it stopped. What the predecessor wrote for themself stays theirs.
 */
export async function succeedSpecialist(
  { personId, message, at }: Heard,
  { succeeds, organisation }: Pick<Invitation, 'succeeds' | 'organisation'>,
  { acts, people, invitations, tickets }: SuccessionPorts,
): Promise<number> {
  const before = succeeds === undefined ? undefined : await invitations.find(succeeds);
  const { usedBy } = before ?? {};
  if (usedBy === undefined || usedBy === personId) return 0;
  const enrolment = await people.findEnrolment(usedBy);
  if (isOf(enrolment, organisation) && enrolment.until > at) {
    await people.enrol(usedBy, { ...enrolment, until: at });
  }
  const query = { personId: usedBy, kind: 'enterprise_feedback', open: true } as const;
  let count = 0;
  for (;;) {
    const { items } = await tickets.list({ ...query, page: 1, pageSize, order: 'oldest' });
    for (const { id } of items) {
      const by = { kind: 'system' } as const;
      await acts.inheritTicket({ numberOrId: id, by, key: `${message.id}-i`, personId });
    }
    count += items.length;
    if (items.length < pageSize) return count;
  }
}

function isOf(enrolment: Enrolment | undefined, organisation: string): enrolment is Enrolment {
  return enrolment?.organisation === organisation;
}

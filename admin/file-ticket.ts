import { HttpError } from '../platform/http/index.ts';
import { createTickets, type Ticket } from '../tickets/index.ts';
import { type Staff, toActor } from './caller.ts';
import { ticketsTopic } from './feed.ts';
import type { AdminPorts } from './ports.ts';
import type { NewTicket } from './routes/new-ticket.schema.ts';

export type Filed = { readonly ticket: Ticket; readonly code: string | undefined };

type Ports = Pick<AdminPorts, 'ticketing' | 'people' | 'audit' | 'news' | 'now'>;

/** A form that was sent twice gets its slip again for this long. */
const slipAgainMs = 10 * 60 * 1000;

/**
 * Files what came by telephone, visit, letter or instruction. Idempotent by the form's key: the same member of staff
 * gets the same number and code again within ten minutes, anybody else is refused.
 */
export function createFileTicket({ ticketing, people, audit, news, now }: Ports) {
  const { openTicket } = createTickets(ticketing);

  /** Name and phone go into the sealed record of a person; the ticket only refers to it. */
  async function createReporter({ contact, openness }: NewTicket): Promise<string | undefined> {
    if (contact === undefined) return undefined;
    const { name, phone } = openness === 'anonymous' ? {} : contact;
    return people.create({ ...(name && { name }), ...(phone && { phone }) });
  }

  return async function fileTicket(form: NewTicket, staff: Staff): Promise<Filed> {
    const { kind, source, openness, standing, area, facts } = form;
    const id = `t-${form.key}`;
    const earlier = await ticketing.store.find(id);
    if (earlier !== undefined) refuseStrangerToSlip(earlier, staff, now());
    const personId = earlier === undefined ? await createReporter(form) : earlier.personId;
    await audit.record({
      at: now(),
      accountId: staff.accountId,
      action: 'ticket.file',
      object: id,
    });
    const { ticket, receiptCode } = await openTicket({
      id,
      kind,
      source,
      openness,
      facts: toFacts(facts),
      traceId: id,
      by: toActor(staff),
      ...(personId !== undefined && { personId }),
      ...(standing !== undefined && { standing }),
      ...(area !== undefined && { area }),
    });
    news.announce(ticketsTopic);
    return { ticket, code: receiptCode };
  };
}

function refuseStrangerToSlip(ticket: Ticket, { accountId }: Staff, now: Date): void {
  const by = ticket.history[0]?.by;
  const isOwn = by?.kind === 'staff' && by.accountId === accountId;
  const isRecent = now.getTime() - ticket.createdAt.getTime() <= slipAgainMs;
  if (!isOwn || !isRecent) throw new HttpError('version_conflict');
}

/** The facts that were filled in. */
function toFacts(facts: NewTicket['facts']): Ticket['facts'] {
  return Object.fromEntries(Object.entries(facts).filter(([, text]) => text !== undefined));
}

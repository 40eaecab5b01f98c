import { HttpError } from '../platform/http/index.ts';
import { createTickets, toShanghaiDay, type TicketSource } from '../tickets/index.ts';
import { type Staff, toActor } from './caller.ts';
import { ticketsTopic } from './feed.ts';
import type { AdminPorts } from './ports.ts';
import type { z } from 'zod';
import type { ConversationTicketSchema } from './routes/conversations.schema.ts';

type Ports = Pick<
  AdminPorts,
  'ticketing' | 'conversations' | 'audit' | 'news' | 'now' | 'publicUrl'
>;
type Form = z.infer<typeof ConversationTicketSchema>;

/**
 * Files a ticket for the person of a conversation with the facts that the owner wrote down. The person gets number and
 * code in their channel; staff see the number only. Idempotent by the form's key.
 */
export function createOpenFromTalk(ports: Ports) {
  const { ticketing, conversations, audit, news, now } = ports;
  const { openTicket } = createTickets(ticketing);

  return async function openFromTalk(personId: string, form: Form, staff: Staff): Promise<string> {
    const file = await conversations.open(personId);
    if (file?.handOver === undefined) throw new HttpError('not_found');
    const { accountId, name } = staff;
    const id = `t-${form.key}`;
    // Before anything is filed: throws unless the caller has the conversation.
    await conversations.belongTo(personId, { accountId, name }, id);
    await audit.record({ at: now(), accountId, action: 'ticket.file', object: id });
    const { ticket, receiptCode } = await openTicket({
      id,
      kind: form.kind,
      source: toSource(file.handOver.channel),
      openness: form.openness,
      facts: Object.fromEntries(Object.entries(form.facts).filter(([, text]) => text)),
      traceId: id,
      personId,
      by: toActor(staff),
    });
    await conversations.tell(personId, `filed-${form.key}`, {
      key: `conversation.filed.${form.kind}`,
      values: {
        number: ticket.number,
        due: ticket.dueAt === undefined ? '—' : toShanghaiDay(ticket.dueAt),
        progressUrl: new URL('/progress', ports.publicUrl).href,
      },
      ...(receiptCode !== undefined && { secrets: { code: receiptCode } }),
    });
    news.announce(ticketsTopic);
    return ticket.number;
  };
}

function toSource(channel: string): TicketSource {
  const sources: readonly TicketSource[] = [
    'official-account',
    'wecom',
    'wecom-kf',
    'wechaty',
    'web-chat',
  ];
  return sources.find((source) => source === channel) ?? 'visit';
}

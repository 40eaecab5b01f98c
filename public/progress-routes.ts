import { z } from 'zod';
import { defineRoute, type Route } from '../platform/http/index.ts';
import {
  mayAct,
  scores,
  ticketActions,
  TicketError,
  type Ticket,
  type TicketRequest,
} from '../tickets/index.ts';
import type { FindTicket, ReporterTicket } from './find-ticket.ts';
import type { PublicPorts } from './ports.ts';
import { ContactChoiceSchema } from './present-contact.ts';
import { presentProgress, ProgressSchema } from './present-progress.ts';

export const CodeSchema = z.string().min(8).max(64);
export const LanguageSchema = z.enum(['zh-CN', 'zh-TW', 'en']).default('zh-CN');
/** The page's key of one act, kept over its retries. */
export const ActIdSchema = z.string().regex(/^[\w-]{8,64}$/);

const AskSchema = z.strictObject({ code: CodeSchema, language: LanguageSchema });
const ActSchema = AskSchema.extend({ id: ActIdSchema });
const TextSchema = ActSchema.extend({
  text: z
    .string()
    .max(4000)
    .refine((text) => text.trim() !== ''),
});
const WithdrawSchema = ActSchema.extend({
  reason: z.string().trim().min(1).max(500).optional(),
  confirmed: z.literal(true),
});
const RateSchema = ActSchema.extend({
  score: z.literal([...scores]),
  comment: z.string().trim().min(1).max(1000).optional(),
});
const ContactSchema = ActSchema.extend({ choice: ContactChoiceSchema, question: z.int() });
const DoneSchema = z.strictObject({
  progress: ProgressSchema,
  /** The day by which an urge is answered, or from which on a withdrawal may be confirmed. */
  day: z.string().optional(),
  outcome: z.enum(['done', 'asked']),
});
type KeyedRequest = TicketRequest & { readonly key: string };
type Done = { readonly ticket: Ticket; readonly day?: string; readonly outcome?: 'asked' };

/** A step by the ticket's own reporter, which happens once under its key. */
export function toStepRequest(ticket: ReporterTicket, id: string): KeyedRequest {
  const by = { kind: 'reporter', personId: ticket.personId } as const;
  return { numberOrId: ticket.id, by, key: toActKey(ticket.id, id) };
}

/** Keys of different tickets can't meet, whatever the client sends. */
export function toActKey(ticketId: string, id: string): string {
  return `${ticketId}-p-${id}`;
}

/** The JSON routes of /progress. The code comes in the body of every request: who holds it is the reporter. */
export function createProgressRoutes(ports: PublicPorts, findTicket: FindTicket): readonly Route[] {
  const { tickets, conversation, now } = ports;

  const toAct = <Body extends z.infer<typeof ActSchema>>(
    name: string,
    summary: string,
    body: z.ZodType<Body>,
    run: (ticket: ReporterTicket, body: Body, request: KeyedRequest) => Promise<Done>,
  ): Route =>
    defineRoute({
      method: 'post',
      path: `/progress/${name}`,
      summary,
      audience: 'citizen',
      policy: () => true,
      body,
      response: DoneSchema,
      async handle({ body: given, clientAddress }) {
        const ticket = await findTicket(given.code, clientAddress);
        const done = await run(ticket, given, toStepRequest(ticket, given.id)).catch(
          refuseAsReporter,
        );
        return { ...done, given, messages: await conversation.list(ticket.id) };
      },
      present: ({ ticket, messages, given, day, outcome = 'done' }) => ({
        progress: presentProgress(ticket, messages, given.language, ports),
        ...(day !== undefined && { day }),
        outcome,
      }),
    });

  return [
    defineRoute({
      method: 'post',
      path: '/progress',
      audience: 'citizen',
      summary: 'Shows a ticket to whoever holds its receipt code',
      policy: () => true,
      body: AskSchema,
      response: ProgressSchema,
      async handle({ body: { code, language }, clientAddress }) {
        const ticket = await findTicket(code, clientAddress);
        return { ticket, language, messages: await conversation.list(ticket.id) };
      },
      present: ({ ticket, language, messages }) =>
        presentProgress(ticket, messages, language, ports),
    }),
    toAct('messages', 'Adds words to the ticket', TextSchema, async (found, { text }, request) => {
      const ticket = await tickets.supplementTicket(request);
      const id = request.key;
      await conversation.addText({
        id,
        ticketId: found.id,
        personId: found.personId,
        text,
        at: now(),
      });
      return { ticket };
    }),
    toAct(
      'urge',
      'Urges the ticket; once a working day counts',
      ActSchema,
      async (_, __, request) => {
        const { ticket, answerBy } = await tickets.urgeTicket(request);
        return { ticket, day: answerBy };
      },
    ),
    toAct(
      'withdraw',
      'Withdraws the ticket, or asks for a confirmation on another day',
      WithdrawSchema,
      async (_, { reason }, request) => {
        const done = await tickets.withdrawTicket({
          ...request,
          ...(reason !== undefined && { reason }),
        });
        if (done.kind === 'withdrawn') return { ticket: done.ticket };
        return { ticket: done.ticket, day: done.confirmFrom, outcome: 'asked' };
      },
    ),
    toAct(
      'contact',
      'Says whether, and how, the unit may be written to',
      ContactSchema,
      async (found, { choice, question }, request) => {
        await tickets.chooseContact({ ...request, choice, question });
        await ports.settleContact(found.id);
        return { ticket: (await ports.findByNumber(found.number)) ?? found };
      },
    ),
    toAct(
      'rate',
      'Rates the outcome, 1 to 5',
      RateSchema,
      async (_, { score, comment }, request) => ({
        ticket: await tickets.rateTicket({
          ...request,
          score,
          ...(comment !== undefined && { comment }),
        }),
      }),
    ),
  ];
}

/** What staff could do instead is none of a reporter's business. */
function refuseAsReporter(error: unknown): never {
  const { code, allowed } = Object(error);
  if (code !== 'ticket_step_refused') throw error;
  const mine = ticketActions.filter(
    (action) => allowed?.includes(action) && mayAct(action, ['reporter']),
  );
  throw new TicketError(code, { allowed: mine });
}

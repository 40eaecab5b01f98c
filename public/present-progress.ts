import { z } from 'zod';
import { presentForReporter, findProcedure, type Ticket } from '../tickets/index.ts';
import { ContactViewSchema, presentContact } from './present-contact.ts';
import type { Progress } from './progress.ts';
import type { PublicLanguage, PublicPorts, TicketMessage } from './ports.ts';

const dayForm = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What the holder of a receipt code sees; nothing else leaves. */
export const ProgressSchema = z.strictObject({
  number: z.string(),
  kind: z.string(),
  status: z.string(),
  statusText: z.string(),
  next: z.string(),
  filedOn: dayForm,
  dueOn: dayForm.optional(),
  isDueProvisional: z.boolean(),
  isPaused: z.boolean(),
  rating: z.number().optional(),
  actions: z.array(z.string()),
  contact: ContactViewSchema.optional(),
  /** The way from filing to its end, when the matter is on it. */
  course: z.array(z.strictObject({ text: z.string(), state: z.enum(['done', 'now', 'ahead']) })),
  timeline: z.array(
    z.strictObject({ at: z.iso.datetime(), kind: z.enum(['told', 'own']), text: z.string() }),
  ),
  messages: z.array(
    z.strictObject({
      author: z.enum(['person', 'staff']),
      kind: z.enum(['text', 'image', 'file', 'other']),
      text: z.string(),
      fileId: z.string().optional(),
      at: z.iso.datetime(),
    }),
  ),
});

/** What a reporter may do here; `supplement` is the box to write in. */
const offered = new Set<string>(['supplement', 'urge', 'withdraw', 'rate']);

const fiveSteps = [
  'received',
  'accepted',
  'clue_analysis',
  'verification',
  'supervision',
  'rectification',
  'rectification_feedback',
  'closed',
];
const answers = ['received', 'answered', 'closed'];

/** Puts a ticket and its conversation into the words of its reporter. */
export function presentProgress(
  ticket: Ticket,
  messages: readonly TicketMessage[],
  language: PublicLanguage,
  { procedures, translate, now }: Pick<PublicPorts, 'procedures' | 'translate' | 'now'>,
): Progress {
  const view = presentForReporter(ticket, findProcedure(procedures, ticket), now());
  const contact = presentContact(ticket, now());
  return {
    number: view.number,
    kind: translate(view.kindKey, language),
    status: view.status,
    statusText: translate(view.statusKey, language),
    next: translate(view.nextKey, language),
    filedOn: view.filedOn,
    ...(view.dueOn !== undefined && { dueOn: view.dueOn }),
    isDueProvisional: view.isDueProvisional,
    isPaused: view.isPaused,
    ...(view.rating !== undefined && { rating: view.rating }),
    actions: view.actions.filter((action) => offered.has(action)),
    ...(contact !== undefined && { contact }),
    course: toCourse(view.kind, view.status).map(({ status, state }) => ({
      text: translate(`notice.status.${status}`, language),
      state,
    })),
    timeline: view.lines.map(({ at, kind, key, values }) => ({
      at: at.toISOString(),
      kind,
      text: translate(key, language, values),
    })),
    messages: messages.flatMap(toMessage),
  };
}

function toCourse(kind: Ticket['kind'], status: Ticket['status']) {
  const isAnswered = kind === 'consultation' || kind === 'suggestion';
  const way = isAnswered ? answers : fiveSteps;
  const here = way.indexOf(status === 'assigned' ? 'received' : status);
  if (here < 0) return [];
  const last = way.length - 1;
  return way.map((name, index) => {
    if (index === here && here < last) return { status: name, state: 'now' as const };
    return { status: name, state: index <= here ? ('done' as const) : ('ahead' as const) };
  });
}

/** The bot's own words are left out: its questions are no part of the matter, its notices are the timeline. */
function toMessage({ author, kind, text, fileId, at }: TicketMessage): Progress['messages'] {
  if (author === 'bot') return [];
  const file = fileId === undefined ? {} : { fileId };
  return [{ author, kind, text, ...file, at: at.toISOString() }];
}

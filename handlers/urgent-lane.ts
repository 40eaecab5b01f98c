import { isWithBot, type Outcome, type Reply } from '../bot/index.ts';
import { isUrgent, type UrgentReason } from '../tickets/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, dropUrgent, type DialogueState } from './dialogue.ts';
import type { FileTicket } from './file-ticket.ts';
import { addEvidence, canFile, claim, fill } from './form.ts';
import type { Heard } from './hear.ts';
import { addSent } from './offer.ts';
import type { ListOwnTickets } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { toRequest } from './request.ts';
import { joinParts } from './recognise.ts';
import { readFreeText, readPending, type HeardRoute, type Plan } from './route.ts';
import { findUrgency } from './urgency/index.ts';

type Ports = Pick<HandlerPorts, 'fold'> & {
  readonly acts: Pick<HandlerPorts['acts'], 'raiseUrgent' | 'supplementTicket'>;
  readonly file: Pick<FileTicket, 'fileUrgent'>;
  readonly listOwnTickets: ListOwnTickets;
};

/** Where nobody asked for these words, they are filed as they stand: whoever is in danger fills no form. */
const unasked: ReadonlySet<string> = new Set(['fallback', 'consult']);

/**
 * First of all routes: a message about what cannot wait is answered with where help is, then goes the way that it
 * would have gone. What is filed of it, now or later from this draft, is marked urgent; nothing is refused for it.
 */
export function createUrgentLane(routes: readonly HeardRoute[], ports: Ports): HeardRoute {
  return {
    name: 'urgent',
    plan(heard) {
      const text = readMatter(heard);
      const reason = text === undefined ? undefined : findUrgency(text, ports.fold);
      if (reason === undefined) return undefined;
      const urgent = { reason, since: heard.at.toISOString() };
      const marked = { ...heard, state: { ...heard.state, urgent } };
      const next = findNext(routes, marked);
      if (next === undefined) return undefined;
      if (unasked.has(next.name)) return () => fileAtOnce(marked, reason, ports);
      const plan = planInForm(marked, next) ?? next.plan;
      return () => goOn(marked, reason, plan, ports);
    },
  };
}

function readMatter({ message, text }: Heard): string | undefined {
  const { content } = message;
  return content.kind === 'case' ? Object.values(content.matter.facts).join('\n') : text;
}

type HeardPlan = { readonly name: string; readonly plan: Plan };

function findNext(routes: readonly HeardRoute[], heard: Heard): HeardPlan | undefined {
  for (const { name, plan: planFor } of routes) {
    const plan = planFor(heard);
    if (plan !== undefined) return { name, plan };
  }
  return undefined;
}

/** A cry is no answer to a form's question: it goes to the story, and the question stands as it was. */
function planInForm(heard: Heard, next: HeardPlan): Plan | undefined {
  const { form } = heard.state;
  const text = readFreeText(heard);
  const isAnswer = form === undefined || form.asking === 'story' || !next.name.endsWith('-form');
  if (isAnswer || text === undefined) return undefined;
  const told = fill(form, 'story', joinParts(form.facts.story, text));
  const taken = heard.isEvidence
    ? addEvidence(told, heard.message.id)
    : claim(told, heard.message.id);
  return () =>
    conclude(heard, { replies: [], state: { ...dropPending(heard.state), form: taken } });
}

/** The conversation as it would have gone on, after the urgent words. */
async function goOn(
  heard: Heard,
  reason: UrgentReason,
  plan: Plan,
  { acts }: Ports,
): Promise<Outcome<DialogueState>> {
  const outcome = await plan();
  const { ticketId, state } = outcome;
  const isFiled = ticketId !== undefined;
  if (isFiled) {
    const { key, ...request } = toRequest(heard, ticketId);
    await acts.raiseUrgent({
      ...request,
      by: { kind: 'system' },
      key: `${key}-u`,
      urgency: reason,
    });
  }
  // Another system asked nothing and needs no number to ring.
  const words = heard.message.content.kind === 'case' ? [] : sayUrgent(reason, heard, state);
  return {
    ...outcome,
    urgency: 'urgent',
    replies: [...words, ...outcome.replies],
    state: isFiled ? dropUrgent(state) : state,
  };
}

function sayUrgent(
  reason: UrgentReason,
  { handOver }: Heard,
  { form }: DialogueState,
): readonly Reply[] {
  const help: Reply = { key: `conversation.urgent.${reason}` };
  // With a person there is somebody to hand it to already.
  const canHandOver = form !== undefined && canFile(form) && isWithBot(handOver);
  return canHandOver ? [help, { key: 'conversation.urgent.submitNow' }] : [help];
}

const sameMatterMs = 24 * 3600_000;

/** One ticket for one emergency: what follows within a day is added to it. */
async function fileAtOnce(
  heard: Heard,
  reason: UrgentReason,
  { acts, file, listOwnTickets }: Ports,
): Promise<Outcome<DialogueState>> {
  const help: Reply = { key: `conversation.urgent.${reason}` };
  const own = await listOwnTickets(heard);
  const running = own.find(
    ({ ticket }) =>
      isUrgent(ticket) && heard.at.getTime() - ticket.createdAt.getTime() < sameMatterMs,
  )?.ticket;
  if (running === undefined) {
    const sent = addSent(heard, readPending(heard, 'offer'));
    return file.fileUrgent(heard, { ...sent, story: sent.story ?? '' }, help);
  }
  const request = toRequest(heard, running.id);
  await acts.supplementTicket(request);
  const raise = { ...request, by: { kind: 'system' }, key: `${request.key}-u` } as const;
  await acts.raiseUrgent({ ...raise, urgency: reason });
  const { number } = running;
  const outcome = conclude(heard, {
    replies: [help, { key: 'conversation.urgent.added', values: { number } }],
    state: { ...dropUrgent(heard.state), pending: { kind: 'supplement', number } },
    ticketId: running.id,
    claimedMessageIds: [heard.message.id],
  });
  return { ...outcome, urgency: 'urgent' };
}

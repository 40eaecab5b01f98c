import type { Outcome, Reply } from '../bot/index.ts';
import {
  contactChoices,
  findContactQuestion,
  listContactChoices,
  parseNumber,
  type Ticket,
} from '../tickets/index.ts';
import { conclude } from './conclude.ts';
import { hasSeen, isAskedBy, keepJustAsked, noteShown, type SeenPorts } from './contact-shown.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { ListOwnTickets } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { refuseKindly, toRequest } from './request.ts';
import type { HeardRoute, Plan } from './route.ts';

type Ports = Pick<HandlerPorts, 'fold' | 'tickets' | 'settleContact'> &
  SeenPorts & {
    readonly acts: Pick<HandlerPorts['acts'], 'chooseContact'>;
    readonly listOwnTickets: ListOwnTickets;
  };
type Choice = ReturnType<typeof listContactChoices>[number];

/** Folded; the first of each is what replies and notices name. */
const againWords = ['改选', '重新选', 'choose again'];
const leaveWords = ['不等了', '不等', 'stop waiting'];
const chosen = /^(选)?\s*([1-4])(?:[\s:]+([\d-]{10,14}))?$/u;

type Said =
  | {
      readonly kind: 'choice';
      readonly choice: Choice;
      readonly number?: string;
      readonly isBare: boolean;
    }
  | { readonly kind: 'again'; readonly number?: string };

/**
 * The reporter's answer to whether a unit may be written to, by number. A bare number is taken for it when the question
 * was the last thing they were told; otherwise it goes the way that it would have gone, over the routes behind.
 */
export function createChooseContact(later: readonly HeardRoute[], ports: Ports): HeardRoute {
  return {
    name: 'choose-contact',
    plan(heard) {
      const said = readSaid(heard, ports.fold);
      if (said === undefined) return undefined;
      return () => answer(heard, said, later, ports);
    },
  };
}

function readSaid(heard: Heard, fold: Ports['fold']): Said | undefined {
  const { content } = heard.message;
  const written = content.kind === 'text' ? content.text : heard.text;
  return readWords(heard.text, fold) ?? readWords(written, fold);
}

function readWords(words: string | undefined, fold: Ports['fold']): Said | undefined {
  if (words === undefined || words.length > 40) return undefined;
  const said = fold(words).trim();
  const [, mark, digit, number] = chosen.exec(said) ?? [];
  const choice = contactChoices[Number(digit) - 1];
  if (choice !== undefined) {
    const isBare = mark === undefined && number === undefined;
    return { kind: 'choice', choice, isBare, ...(number !== undefined && { number }) };
  }
  const [, word = '', of] = /^(.*?)(?:\s+([\d-]{10,14}))?$/u.exec(said) ?? [];
  const named = of === undefined ? {} : { number: of };
  if (againWords.includes(word)) return { kind: 'again', ...named };
  return leaveWords.includes(word)
    ? { kind: 'choice', choice: 'leave', isBare: false, ...named }
    : undefined;
}

async function answer(
  heard: Heard,
  said: Said,
  later: readonly HeardRoute[],
  ports: Ports,
): Promise<Outcome<DialogueState>> {
  const own = (await ports.listOwnTickets(heard)).map(({ ticket }) => ticket);
  const open = own.filter((ticket) => isAskedBy(ticket, heard.at));
  const isBare = said.kind === 'choice' && said.isBare;
  const meant = isBare ? await keepJustAsked(open, heard, ports) : open;
  const number = said.number === undefined ? undefined : parseNumber(said.number);
  const fitting = number === undefined ? meant : meant.filter((one) => one.number === number);
  const [ticket, ...others] = fitting;
  if (ticket === undefined) {
    const next = isBare ? findNext(later, heard) : undefined;
    return next === undefined ? say(heard, { key: 'consent.reply.none' }) : next();
  }
  if (others.length > 0) return askWhich(heard, fitting);
  const isSeen = said.kind === 'choice' && (await hasSeen(ticket, heard, ports));
  return isSeen ? choose(heard, ticket, said.choice, ports) : showAgain(heard, ticket);
}

function findNext(later: readonly HeardRoute[], heard: Heard): Plan | undefined {
  for (const { plan } of later) {
    const found = plan(heard);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function choose(
  heard: Heard,
  ticket: Ticket,
  choice: Choice,
  { acts, tickets, settleContact }: Ports,
): Promise<Outcome<DialogueState>> {
  if (!listContactChoices(ticket).includes(choice)) {
    const key = choice === 'wait' ? 'consent.reply.served' : 'consent.reply.none';
    return say(heard, { key });
  }
  return refuseKindly(heard, async () => {
    const question = findContactQuestion(ticket);
    const request = toRequest(heard, ticket.id);
    await acts.chooseContact({ ...request, choice, ...(question !== undefined && { question }) });
    await settleContact?.(ticket.id);
    const { number } = ticket;
    const replies: readonly Reply[] = [{ key: `consent.reply.${choice}`, values: { number } }];
    const now = choice === 'leave' ? await tickets.find(ticket.id) : undefined;
    return conclude(heard, {
      replies: now === undefined ? replies : [...replies, askAgain(now)],
      state: noteShown(heard, now),
      ticketId: ticket.id,
      claimedMessageIds: [heard.message.id],
    });
  });
}

function showAgain(heard: Heard, ticket: Ticket): Outcome<DialogueState> {
  return conclude(heard, { replies: [askAgain(ticket)], state: noteShown(heard, ticket) });
}

/** The words once more, with what may be chosen now; of a sealed matter only the latter. */
function askAgain(ticket: Ticket): Reply {
  const { number, contact } = ticket;
  const options = listContactChoices(ticket).map((choice) => ({
    key: `consent.choice.${choice}`,
    say:
      choice === 'leave' ? `不等了 ${number}` : `选${contactChoices.indexOf(choice) + 1} ${number}`,
  }));
  const text = contact?.words ?? '';
  return text === ''
    ? { key: 'consent.ask.sealed', values: { number }, options }
    : { key: 'consent.ask.again', values: { number, text }, options };
}

function askWhich(heard: Heard, tickets: readonly Ticket[]): Outcome<DialogueState> {
  const options = tickets.map(({ number }) => ({
    key: 'consent.ask.number',
    values: { number },
    say: `改选 ${number}`,
  }));
  const [first] = tickets;
  return say(heard, {
    key: 'consent.reply.which',
    values: { number: first?.number ?? '' },
    options,
  });
}

function say(heard: Heard, reply: Reply): Outcome<DialogueState> {
  return conclude(heard, { replies: [reply], state: dropPending(heard.state) });
}

import type { Outcome, Reply } from '../bot/index.ts';
import { parseNumber } from '../tickets/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { OwnTicket, PickTicket } from './own-tickets.ts';
import { offer } from './questions.ts';
import { isCommand, readFreeText, type HeardRoute } from './route.ts';

/** 进度, with or without a number, or a ticket number alone: where it stands, what comes next, who, by when. */
export function createProgress(pickTicket: PickTicket): HeardRoute {
  return {
    name: 'progress',
    plan(heard) {
      const number = readNumber(heard);
      return number === undefined ? undefined : () => tell(heard, number, pickTicket);
    },
  };
}

function readNumber(heard: Heard): string | undefined {
  if (isCommand(heard, 'progress')) return readWishedNumber(heard);
  const text = readFreeText(heard);
  return text === undefined ? undefined : parseNumber(text);
}

/** The number behind a command: as digits where it is one, as written where it is none, '' where nothing stood. */
export function readWishedNumber({ command }: Heard): string {
  const rest = command?.rest ?? '';
  return parseNumber(rest) ?? rest;
}

async function tell(heard: Heard, number: string, pickTicket: PickTicket) {
  const picked = await pickTicket(heard, { command: 'progress', number });
  return picked.kind === 'asked' ? picked.outcome : show(heard, picked.own);
}

const nextWords = ['supplement', 'urge', 'withdraw', 'rate'] as const;

function show(heard: Heard, { ticket, view }: OwnTicket): Outcome<DialogueState> {
  const { number, kindKey, statusKey, nextKey, filedOn, dueOn } = view;
  const due = dueOn === undefined ? 'noDate' : view.isDueProvisional ? 'provisional' : 'date';
  const reply: Reply = {
    key: `conversation.progress.${due}`,
    values: { number, kindKey, statusKey, nextKey, filedOn, due: dueOn ?? '' },
    options: nextWords
      .filter((name) => view.actions.includes(name))
      .map((name) => offer(name, number)),
  };
  const state = dropPending(heard.state);
  return conclude(heard, { replies: [reply], state, ticketId: ticket.id });
}

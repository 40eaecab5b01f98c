import type { Outcome, Reply } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import type { AnswerAside } from './consult.ts';
import { dropForm, dropPending, type DialogueState, type Form } from './dialogue.ts';
import type { ShortCourse } from './short-course.ts';
import { ask, claim, fill, resume, settle, startForm } from './form.ts';
import type { Heard } from './hear.ts';
import type { Sent } from './offer.ts';
import type { ListOwnTickets } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { toShanghaiDay } from '../tickets/index.ts';
import { isCommand, readFreeText, type HeardRoute, type Plan } from './route.ts';
import { findReceivedDay, findShortStep, otherWord, type ShortStep } from './short-questions.ts';

type Ports = Pick<HandlerPorts, 'fold' | 'render'> & {
  readonly answerAside: AnswerAside;
  /** 补充: what was sent goes to an earlier ticket after all. */
  readonly supplement: HeardRoute;
};

/** The short course over a picture or a voice: what its numbers mean, and the ways out of it. */
export function createShortForm(ports: Ports): HeardRoute {
  return {
    name: 'short-form',
    plan(heard) {
      const { form } = heard.state;
      if (form?.short === undefined) return undefined;
      if (isCommand(heard, 'complain')) return () => goOn(heard, ask(lengthen(form)));
      if (isCommand(heard, 'supplement') && heard.command?.rest === '') {
        return ports.supplement.plan(giveUp(heard, form));
      }
      const current = resume(form);
      const step = findShortStep(current);
      return step === undefined ? undefined : planStep(heard, current, step, ports);
    },
  };
}

function planStep(heard: Heard, form: Form, step: ShortStep, ports: Ports): Plan | undefined {
  if (step !== 'unit' && isCommand(heard, 'skip')) {
    return () =>
      goOn(heard, step === 'received' ? receive(form, '') : finish(form, '', heard, ports));
  }
  if (step === 'paper' && isCommand(heard, 'back')) {
    return () => goOn(heard, forgetReceived(form));
  }
  const text = readFreeText(heard);
  if (text === undefined) return undefined;
  if (ports.fold(text).trim() === otherWord) return () => goOn(heard, writeOut(form, step));
  if (step === 'unit' || text.length > longestAnswer) return undefined;
  return async () =>
    (await ports.answerAside(heard, text)) ??
    goOn(
      heard,
      step === 'received'
        ? receive(claim(form, heard.message.id), sayReceived(text, heard, ports))
        : finish(claim(form, heard.message.id), text, heard, ports),
    );
}

/** Longer answers are a telling: the form takes them as such. */
const longestAnswer = 40;

type BeginPorts = {
  readonly listOwnTickets: ListOwnTickets;
  readonly listLikelyUnits?: HandlerPorts['listLikelyUnits'];
};

/** Begins a complaint from a picture or a voice alone: says that it is there, and asks the first of three short questions. */
export type BeginShort = (heard: Heard, sent: Sent) => Promise<Outcome<DialogueState>>;

const mostUnits = 4;

export function createBeginShort({ listOwnTickets, listLikelyUnits }: BeginPorts): BeginShort {
  return async function beginShort(heard, sent) {
    const [own, likely] = await Promise.all([
      listOwnTickets(heard),
      listLikelyUnits?.() ?? Promise.resolve([]),
    ]);
    const named = own.flatMap(({ ticket }) => ticket.facts.actingUnit ?? []);
    const units = [...new Set([...named, ...likely])].slice(0, mostUnits);
    const began = readBegan(heard);
    const form = ask({ ...startForm('complaint', sent, heard.at), short: { began, units } });
    const replies: Reply[] = [{ key: `conversation.short.got.${began}` }];
    if (own.some(({ view }) => view.actions.includes('supplement'))) {
      replies.push({ key: 'conversation.short.canAdd' });
    }
    return conclude(heard, { replies, state: { ...dropPending(heard.state), form } });
  };
}

/** True for what is evidence by itself, without a word to say what it is about. */
export function isWordless({ message, text }: Heard): boolean {
  return text === undefined && ['image', 'voice', 'video', 'file'].includes(message.content.kind);
}

function readBegan({ message }: Heard): ShortCourse['began'] {
  const { kind } = message.content;
  return kind === 'voice' || kind === 'video' || kind === 'file' ? kind : 'image';
}

function goOn(heard: Heard, form: Form): Outcome<DialogueState> {
  return conclude(heard, { replies: [], state: { ...dropPending(heard.state), form } });
}

function lengthen({ short: _, ...form }: Form): Form {
  return form;
}

/** The draft becomes again what was sent before it was clear what it is to be. */
function giveUp(heard: Heard, { messageIds, evidenceCount }: Form): Heard {
  const pending = { kind: 'offer', messageIds, evidenceCount } as const;
  return { ...heard, state: { ...dropForm(heard.state), pending } };
}

function writeOut(form: Form, step: ShortStep): Form {
  return form.short === undefined ? form : { ...form, short: { ...form.short, writing: step } };
}

function receive(form: Form, received: string): Form {
  return form.short === undefined ? form : { ...form, short: { ...form.short, received } };
}

function forgetReceived(form: Form): Form {
  if (form.short === undefined) return form;
  const { received: _, ...short } = form.short;
  return { ...form, short };
}

/** Writes kind and day of the paper into the draft; nothing of both leaves it open how it was. */
function finish(form: Form, paper: string, heard: Heard, { render }: Ports): Form {
  const received = form.short?.received ?? '';
  const isKnown = paper !== '' || received !== '';
  if (!isKnown) return ask(settle(form, 'paper'));
  const which = paper === '' ? 'received' : received === '' ? 'paper' : 'both';
  const words = { key: `conversation.short.fact.${which}`, values: { paper, received } };
  return ask(fill(form, 'paper', render(words, heard.language).text));
}

/** A day of the list as a date, for 今天 means nothing to whoever reads it next week. */
function sayReceived(text: string, { at, language }: Heard, { fold, render }: Ports): string {
  const named = findReceivedDay(fold(text).trim());
  if (named === undefined) return text.trim();
  const day = toShanghaiDay(named === 'yesterday' ? new Date(at.getTime() - dayMs) : at);
  return render({ key: `conversation.short.day.${named}`, values: { day } }, language).text;
}

const dayMs = 24 * 3600_000;

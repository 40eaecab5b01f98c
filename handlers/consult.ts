import type { Outcome, Reply, ReplyOption } from '../bot/index.ts';
import { toCitationLabel, type Answer } from '../knowledge/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState, type Form, type Pending } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { toDay } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';
import { isQuestion } from './recognise.ts';
import { isCommand, readFreeText, readPending, type HeardRoute } from './route.ts';

/** Answers a question asked in the middle of a form, the form as it was; undefined when it is no such question. */
export type AnswerAside = (
  heard: Heard,
  text: string,
) => Promise<Outcome<DialogueState> | undefined>;

type Ports = Pick<HandlerPorts, 'knowledge'>;

/** 咨询, with the question behind it or in the next message, or one chosen from those offered. */
export function createConsult(ports: Ports): HeardRoute {
  return {
    name: 'consult',
    plan(heard) {
      if (isCommand(heard, 'consult')) {
        const question = heard.command?.rest || (readPending(heard, 'offer')?.story ?? '');
        return question === '' ? () => askForQuestion(heard) : () => answer(heard, question, ports);
      }
      const text = readFreeText(heard);
      const isAnswer =
        readPending(heard, 'question') !== undefined ||
        (readPending(heard, 'unanswered') !== undefined && isChoice(heard, text));
      return text !== undefined && isAnswer ? () => answer(heard, text, ports) : undefined;
    },
  };
}

/** A longer message at the story question is the story, even when it ends in a question mark. */
const longestAside = 40;

/** Slots whose answer is a fact: what is near a known question there is a question, not the answer. */
const factual: ReadonlySet<Form['asking']> = new Set<Form['asking']>([
  'company',
  'actingUnit',
  'place',
  'time',
  'officer',
  'paper',
  'openness',
  'contact',
]);

export function createAnswerAside({ knowledge }: Ports): AnswerAside {
  return async function answerAside(heard, text) {
    if (!isQuestion(text) || text.length > longestAside) return undefined;
    const found = await knowledge.ask(text);
    const asking = heard.state.form?.asking;
    const isNamed = found.kind === 'near' && asking !== undefined && factual.has(asking);
    if (found.kind !== 'sure' && !isNamed) return undefined;
    return conclude(heard, { replies: [toAsideReply(found)], state: dropPending(heard.state) });
  };
}

/** Answers outside a form; undefined when nothing is near enough to be worth saying unasked. */
export type AnswerUnasked = AnswerAside;

export function createAnswerUnasked(ports: Ports): AnswerUnasked {
  return async function answerUnasked(heard, text) {
    const found = await ports.knowledge.ask(text);
    const isWorthSaying = found.kind === 'sure' || (found.kind === 'near' && isQuestion(text));
    return isWorthSaying ? conclude(heard, toConclusion(heard, text, found)) : undefined;
  };
}

/** The answer as published, what it rests on, and whether the bureau has confirmed it. */
type Said = Extract<Answer, { kind: 'sure' }>['entry'];

function toAnswer(entry: Said, options: readonly ReplyOption[] = []): Reply {
  const { question, answer: words, citations, reviewed } = entry;
  const basis = citations.length === 0 ? '—' : citations.map(toCitationLabel).join('；');
  return {
    key: `conversation.answer.${reviewed === undefined ? 'unconfirmed' : 'confirmed'}`,
    values: {
      question,
      answer: words,
      basis,
      ...(reviewed === undefined ? {} : { by: reviewed.name, on: toDay(reviewed.at) }),
    },
    sources: [`${entry.id}@${entry.version}`],
    ...(options.length === 0 ? {} : { options }),
  };
}

async function answer(heard: Heard, question: string, { knowledge }: Ports) {
  return conclude(heard, toConclusion(heard, question, await knowledge.ask(question)));
}

type Found = Awaited<ReturnType<Ports['knowledge']['ask']>>;

function toConclusion(heard: Heard, question: string, found: Found) {
  const isInForm = heard.state.form !== undefined;
  const state = dropPending(heard.state);
  if (isInForm) return { replies: [toAsideReply(found)], state };
  const sent = readPending(heard, 'offer')?.messageIds ?? [];
  const messageIds = [...sent, heard.message.id];
  const pending: Pending = { kind: 'unanswered', question, messageIds };
  return { replies: [toReply(found)], state: { ...state, pending } };
}

function toReply(found: Found): Reply {
  const person = offer('ask_person');
  if (found.kind === 'sure') return toAnswer(found.entry, [person]);
  return found.kind === 'near'
    ? {
        key: 'conversation.consult.near',
        options: [...found.entries.map(toQuestionOption), person],
      }
    : { key: 'conversation.consult.none', options: [person, offer('help')] };
}

/** In a form the numbers belong to its question, so that near questions are only named. */
function toAsideReply(found: Found): Reply {
  if (found.kind === 'sure') return toAnswer(found.entry);
  return found.kind === 'near'
    ? {
        key: 'conversation.consult.nearAside',
        values: { questions: found.entries.map(({ question }) => `· ${question}`).join('\n') },
      }
    : { key: 'conversation.consult.noneAside' };
}

function toQuestionOption({ question }: Said): ReplyOption {
  return { key: 'conversation.option.question', values: { question }, say: question };
}

function isChoice({ state }: Heard, text: string | undefined): boolean {
  return state.choices.some(({ say }) => say === text);
}

function askForQuestion(heard: Heard): Outcome<DialogueState> {
  const state: DialogueState = { ...heard.state, pending: { kind: 'question' } };
  return conclude(heard, { replies: [{ key: 'conversation.consult.ask' }], state });
}

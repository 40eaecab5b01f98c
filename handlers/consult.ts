import type { Outcome, Reply } from '../bot/index.ts';
import { toEntrySource, type Answer } from '../knowledge/index.ts';
import { createAsk } from './ask.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { Pending } from './pending.ts';
import type { HandlerPorts } from './ports.ts';
import { asksSomething, isQuestion } from './recognise.ts';
import { isCommand, readFreeText, readPending, type HeardRoute } from './route.ts';
import { sayAnswer, sayAside, sayRewritten } from './say-answer.ts';
import { spotFacts } from './spot/index.ts';

/** Answers a question asked in the middle of a form, the form as it was; undefined when it is no such question. */
export type AnswerAside = (
  heard: Heard,
  text: string,
) => Promise<Outcome<DialogueState> | undefined>;

type Ports = Pick<
  HandlerPorts,
  'knowledge' | 'people' | 'unanswered' | 'mask' | 'rewriteAnswer' | 'fold'
>;

/** 咨询, with the question behind it or in the next message, or one chosen from those offered. */
export function createConsult(ports: Ports): HeardRoute {
  const answer = createAnswer(ports);
  return {
    name: 'consult',
    plan(heard) {
      if (isCommand(heard, 'consult')) {
        const question = heard.command?.rest || (readPending(heard, 'offer')?.story ?? '');
        return question === '' ? () => askForQuestion(heard) : () => answer(heard, question);
      }
      const text = readFreeText(heard);
      const isTheQuestion =
        readPending(heard, 'question') !== undefined ||
        (readPending(heard, 'unanswered') !== undefined && isChoice(heard, text));
      return text !== undefined && isTheQuestion ? () => answer(heard, text) : undefined;
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

export function createAnswerAside(ports: Ports): AnswerAside {
  const ask = createAsk(ports);
  return async function answerAside(heard, text) {
    if (!isQuestion(text) || text.length > longestAside) return undefined;
    // To vectors something is always near: every answer to the form would seem a question.
    const found = await ask(heard, text, { wordsAlone: true });
    const asking = heard.state.form?.asking;
    const isNamed = found.kind === 'near' && asking !== undefined && factual.has(asking);
    const isStray = asking !== undefined && factual.has(asking) && namesNothing(text, ports.fold);
    if (!isAnswer(found) && !isNamed && !isStray) return undefined;
    return conclude(heard, { replies: [sayAside(found)], state: dropPending(heard.state) });
  };
}

/** 你是机器人吗？ is no answer to which office it was; 城东的所？ may be. */
function namesNothing(text: string, fold: Ports['fold']): boolean {
  const isOpen = /[吗么嘛]\s*[?？]$|要不要|能不能|会不会|怎么|为什么|多少|多久/u.test(fold(text));
  return isOpen && Object.keys(spotFacts(text, fold).facts).length === 0;
}

/** Answers outside a form; undefined for words that ask nothing and that no answer fits. */
export type AnswerUnasked = AnswerAside;

export function createAnswerUnasked(ports: Ports): AnswerUnasked {
  const ask = createAsk(ports);
  return async function answerUnasked(heard, text) {
    const isAsked = asksSomething(text, ports.fold);
    const found = await ask(heard, text, { wordsAlone: !isAsked });
    if (!isAnswer(found) && !isAsked) return undefined;
    await record(heard, text, found, ports);
    const rewritten = await rewrite(heard, text, found, ports);
    return conclude(heard, toConclusion(heard, text, found, rewritten));
  };
}

type AnswerQuestion = (heard: Heard, question: string) => Promise<Outcome<DialogueState>>;

function createAnswer(ports: Ports): AnswerQuestion {
  const ask = createAsk(ports);
  return async function answer(heard, question) {
    const found = await ask(heard, question);
    await record(heard, question, found, ports);
    const rewritten = await rewrite(heard, question, found, ports);
    return conclude(heard, toConclusion(heard, question, found, rewritten));
  };
}

/** A question that got no answer goes on the list for editors, without what names anybody. */
async function record(heard: Heard, text: string, found: Answer, ports: Ports): Promise<void> {
  const isEmptyTable = found.kind === 'table' && found.found.kind === 'none';
  const isNoArticle = found.kind === 'article' && found.article.kind !== 'in_force';
  if (found.kind !== 'none' && !isEmptyTable && !isNoArticle) return;
  const { message, at, personId } = heard;
  const reason = isEmptyTable ? 'table' : 'none';
  const question = ports.mask(text);
  await ports.unanswered.record({ id: message.id, question, reason, at, personId });
}

/** A sure answer in a model's words, outside a form; seconds pass, so that no request waits for it. */
async function rewrite(
  heard: Heard,
  question: string,
  found: Answer,
  { rewriteAnswer }: Ports,
): Promise<Reply | undefined> {
  const isWanted = found.kind === 'sure' && heard.state.form === undefined;
  if (rewriteAnswer === undefined || !isWanted) return undefined;
  heard.answerLater();
  const rewritten = await rewriteAnswer(question, found);
  return rewritten && sayRewritten(found, rewritten);
}

/** Something that answers, not a choice and not silence. */
function isAnswer(found: Answer): boolean {
  if (found.kind === 'table') return found.found.kind === 'row';
  return found.kind === 'sure' || found.kind === 'article';
}

function toConclusion(heard: Heard, question: string, found: Answer, rewritten?: Reply) {
  const isInForm = heard.state.form !== undefined;
  const state = dropPending(heard.state);
  if (isInForm) return { replies: [sayAside(found)], state };
  const sent = readPending(heard, 'offer')?.messageIds ?? [];
  const messageIds = [...sent, heard.message.id];
  const source = found.kind === 'sure' ? toEntrySource(found.entry, found.entry.live) : undefined;
  const pending: Pending = {
    kind: 'unanswered',
    question,
    messageIds,
    ...(source !== undefined && { source }),
  };
  return { replies: [rewritten ?? sayAnswer(found)], state: { ...state, pending } };
}

function isChoice({ state }: Heard, text: string | undefined): boolean {
  return state.choices.some(({ say }) => say === text);
}

function askForQuestion(heard: Heard): Outcome<DialogueState> {
  const state: DialogueState = { ...heard.state, pending: { kind: 'question' } };
  return conclude(heard, { replies: [{ key: 'conversation.consult.ask' }], state });
}

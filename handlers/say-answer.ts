import type { Phrase, Reply, ReplyOption } from '../bot/index.ts';
import {
  listArticleSources,
  toEntrySource,
  type Answer,
  type LiveEntry,
  type Resolved,
  type RewrittenAnswer,
} from '../knowledge/index.ts';
import { sayArticle, sayBasis, sayStamp, sayWhy } from './say-basis.ts';
import { sayRow, toRowOption } from './say-table.ts';
import { offer } from './questions.ts';

/** The options that go under an answer that stands alone; in a form the numbers belong to its question. */
const none: readonly ReplyOption[] = [];

/** Whether it helped; understood right after an answer only. */
const verdicts: readonly ReplyOption[] = [
  { key: 'conversation.option.helpful', say: '有用' },
  { key: 'conversation.option.unhelpful', say: '没用' },
];

/** The published answer, what it rests on, and whether the bureau has confirmed it. */
export function sayEntry(
  { entry, basis, isOwnCase }: Extract<Answer, { kind: 'sure' }>,
  options = none,
): Reply {
  const { text, reviewed } = entry.live;
  const about: Phrase = { key: `conversation.answer.${isOwnCase ? 'ownCase' : 'general'}` };
  return {
    key: 'conversation.answer.entry',
    values: { question: text.question, answer: text.answer },
    lines: [...sayBasis(basis), sayStamp(reviewed), about],
    sources: [toEntrySource(entry, entry.live), ...listArticleSources(basis)],
    ...toOptions(options),
  };
}

/** The same answer in a model's words, labelled as such, with what its sentences rest on. */
export function sayRewritten(
  found: Extract<Answer, { kind: 'sure' }>,
  { text, titles }: RewrittenAnswer,
): Reply {
  const plain = sayAnswer(found);
  const cited = titles.map((title, at): Phrase => {
    return { key: 'conversation.basis.cited', values: { n: at + 1, title } };
  });
  return {
    ...plain,
    values: { question: found.entry.live.text.question, answer: text },
    lines: [...cited, { key: 'conversation.answer.ai' }, ...(plain.lines ?? [])],
    isAi: true,
  };
}

/** What is said, outside a form. */
export function sayAnswer(found: Answer): Reply {
  const person = offer('ask_person');
  if (found.kind === 'sure') {
    return sayEntry(found, [...verdicts, person]);
  }
  if (found.kind === 'article') return sayArticle(found, [person]);
  if (found.kind === 'table') return sayTable(found, [person]);
  const lines = found.outOfForce === undefined ? [] : sayReason(found.outOfForce);
  return found.kind === 'near'
    ? {
        key: 'conversation.consult.near',
        lines,
        options: [...found.entries.map(toQuestionOption), person],
      }
    : { key: 'conversation.consult.none', lines, options: [person, offer('help')] };
}

/** What is said in the middle of a form: near questions are only named. */
export function sayAside(found: Answer): Reply {
  if (found.kind === 'sure') return sayEntry(found);
  if (found.kind === 'article') return sayArticle(found);
  if (found.kind === 'table') return sayTable(found);
  if (found.kind === 'none') return { key: 'conversation.consult.noneAside' };
  const questions = found.entries.map(({ live }) => `· ${live.text.question}`).join('\n');
  return { key: 'conversation.consult.nearAside', values: { questions } };
}

function sayTable({ found, basis }: Extract<Answer, { kind: 'table' }>, options = none): Reply {
  if (found.kind === 'row') return sayRow(found.row, basis, options);
  const values = { tableKey: `conversation.table.${found.table}` };
  return found.kind === 'near'
    ? {
        key: 'conversation.table.near',
        values,
        options: [...found.rows.map(toRowOption), ...options],
      }
    : { key: 'conversation.table.none', values, ...toOptions(options) };
}

function sayReason(outOfForce: Resolved): readonly Phrase[] {
  return outOfForce.kind === 'not_in_force' ? [sayWhy(outOfForce)] : [];
}

function toQuestionOption({ live }: LiveEntry): ReplyOption {
  const { question } = live.text;
  return { key: 'conversation.option.question', values: { question }, say: question };
}

function toOptions(options: readonly ReplyOption[]): Pick<Reply, 'options'> {
  return options.length === 0 ? {} : { options };
}

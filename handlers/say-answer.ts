import type { Phrase, Reply, ReplyOption } from '../bot/index.ts';
import {
  listArticleSources,
  toEntrySource,
  type Answer,
  type LiveEntry,
  type Resolved,
} from '../knowledge/index.ts';
import { sayArticle, sayBasis, sayStamp, sayWhy } from './say-basis.ts';
import { sayRow, toRowOption } from './say-table.ts';
import { offer } from './questions.ts';

/** The options that go under an answer that stands alone; in a form the numbers belong to its question. */
const none: readonly ReplyOption[] = [];

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

/** What is said, outside a form. */
export function sayAnswer(found: Answer): Reply {
  const person = offer('ask_person');
  switch (found.kind) {
    case 'sure':
      return sayEntry(found, [toWord('helpful', '有用'), toWord('unhelpful', '没用'), person]);
    case 'article':
      return sayArticle(found, [person]);
    case 'table':
      return sayTable(found, [person]);
    case 'near':
      return {
        key: 'conversation.consult.near',
        lines: sayReason(found.outOfForce),
        options: [...found.entries.map(toQuestionOption), person],
      };
    case 'none':
      return {
        key: 'conversation.consult.none',
        lines: sayReason(found.outOfForce),
        options: [person, offer('help')],
      };
  }
}

/** What is said in the middle of a form: near questions are only named. */
export function sayAside(found: Answer): Reply {
  switch (found.kind) {
    case 'sure':
      return sayEntry(found);
    case 'article':
      return sayArticle(found);
    case 'table':
      return sayTable(found);
    case 'near':
      return {
        key: 'conversation.consult.nearAside',
        values: {
          questions: found.entries.map(({ live }) => `· ${live.text.question}`).join('\n'),
        },
      };
    case 'none':
      return { key: 'conversation.consult.noneAside' };
  }
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

function sayReason(outOfForce: Resolved | undefined): readonly Phrase[] {
  return outOfForce?.kind === 'not_in_force' ? [sayWhy(outOfForce)] : [];
}

function toQuestionOption({ live }: LiveEntry): ReplyOption {
  const { question } = live.text;
  return { key: 'conversation.option.question', values: { question }, say: question };
}

function toWord(name: string, say: string): ReplyOption {
  return { key: `conversation.option.${name}`, say };
}

function toOptions(options: readonly ReplyOption[]): Pick<Reply, 'options'> {
  return options.length === 0 ? {} : { options };
}

import type { Language, Reply, ReplyOption } from '../../bot/index.ts';
import type { MembersTalk } from '../dialogue.ts';
import type { HandlerPorts } from '../ports.ts';
import { offer } from '../quick-reply.ts';
import { findRowFault, type MemberList, type MemberRow } from './row.ts';

/** How a list's words are made: names are in them, so they are told as a secret. */
export type Speech = { readonly render: HandlerPorts['render']; readonly language: Language };

const shownLetters = 14;

/** What was read, a line for each row, the unclear ones marked with what is missing. */
export function showRows(list: MemberList, { render, language }: Speech): Reply {
  const lines = list.rows.map((row) => {
    const fault = findRowFault(row, list);
    const kind = fault === undefined ? 'clear' : 'unclear';
    const faultKey = `conversation.members.fault.${fault ?? 'no_name'}`;
    const { text } = render(
      {
        key: `conversation.members.line.${kind}`,
        values: { n: row.number, name: row.name, words: shorten(row.story), faultKey },
      },
      language,
    );
    return text;
  });
  return {
    key: 'conversation.members.read',
    values: { count: list.rows.length },
    secrets: { list: lines.join('\n') },
  };
}

/** The numbers of unclear rows, and how to put them right; nothing where all are clear. */
export function sayUnclear(list: MemberList): readonly Reply[] {
  const numbers = listUnclear(list);
  return numbers.length === 0
    ? []
    : [{ key: 'conversation.members.unclear', values: { numbers: joinNumbers(numbers) } }];
}

/** The question that the list waits for. */
export function askMembers(talk: MembersTalk, list: MemberList): Reply {
  const key = `conversation.members.ask.${talk.asking}`;
  if (talk.asking === 'openness') {
    return { key, options: [toOption('allSealed', '全部保密'), toOption('allOpen', '全部公开')] };
  }
  if (talk.asking === 'unit' || talk.asking === 'place') return { key, options: [offer('skip')] };
  if (talk.asking === 'cancel') {
    return { key, options: [toOption('cancelYes', '确定'), toOption('cancelNo', '继续')] };
  }
  if (talk.asking === 'rows') return { key };
  const clear = listClear(list);
  const named = clear.filter(({ number }) => talk.named.includes(number));
  return {
    key,
    values: {
      count: clear.length,
      named: named.length === 0 ? '—' : joinNumbers(named.map(({ number }) => number)),
      unit: talk.unit ?? '—',
      place: talk.place ?? '—',
      evidence: list.evidence.length,
    },
    options: [offer('submit'), offer('cancel')],
  };
}

/** The rows that can be filed. */
export function listClear(list: MemberList): readonly MemberRow[] {
  return list.rows.filter((row) => findRowFault(row, list) === undefined);
}

/** The numbers of the rows that cannot. */
export function listUnclear(list: MemberList): readonly number[] {
  return list.rows
    .filter((row) => findRowFault(row, list) !== undefined)
    .map(({ number }) => number);
}

export function joinNumbers(numbers: readonly number[]): string {
  return numbers.join('、');
}

function toOption(key: string, say: string): ReplyOption {
  return { key: `conversation.option.${key}`, say };
}

function shorten(words: string): string {
  const line = words.replaceAll(/\s+/gu, ' ');
  return line.length > shownLetters ? `${line.slice(0, shownLetters)}…` : line;
}

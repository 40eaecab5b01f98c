import type { Limit } from '../deadlines.ts';
import type { Problem } from '../problem/problem.ts';
import type { Profile } from '../profile/profile.ts';
import { toShanghaiDay, type Day } from '../shanghai-day.ts';
import type { Ticket } from '../ticket.ts';
import type { OfficialDocument } from './document.ts';
import type { DocumentKind } from './kind.ts';

type Sources = {
  readonly kind: DocumentKind;
  readonly profile: Pick<Profile, 'problemTypes' | 'hearing'>;
  readonly units: OfficialDocument['units'];
  readonly problems: readonly Problem[];
  readonly ticket?: Ticket;
  readonly paraphrase?: string;
};

/**
 * What a template takes from ticket, problems and units by itself. For a unit and for its superiors nothing comes from
 * the ticket: no number, no date, no word of the reporter; problems are in the bureau's words.
 */
export function collectFields(sources: Sources): Readonly<Record<string, string>> {
  const { kind, units, problems, profile, ticket, paraphrase } = sources;
  const isOutward = kind.audience === 'unit' || kind.audience === 'government';
  return {
    ...(units.length > 0 && { units: units.map(({ name }) => name).join('、') }),
    ...(problems.length > 0 && { problems: toProblemLines(problems, profile) }),
    ...(paraphrase !== undefined && { paraphrase }),
    ...(kind.answer && { answerWithin: sayLimit(kind.answer) }),
    reviewWithin: sayLimit(profile.hearing.review),
    ...(ticket !== undefined && !isOutward && toTicketFields(ticket)),
  };
}

function toTicketFields({ number, createdAt, origin, dueAt }: Ticket) {
  const filedOn = origin?.receivedOn ?? toShanghaiDay(createdAt);
  return {
    ticketNumber: number,
    filedOn: sayDay(filedOn),
    ...(dueAt !== undefined && { dueOn: sayDay(toShanghaiDay(dueAt)) }),
  };
}

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** One problem is one sentence; several are numbered （一）（二）, a line each. */
function toProblemLines(
  problems: readonly Problem[],
  { problemTypes }: Pick<Profile, 'problemTypes'>,
): string {
  const lines = problems.map(({ type, words }) => {
    const name = problemTypes.find(({ id }) => id === type)?.name ?? type;
    return `${name}：${(words ?? '【问题的具体情况】').replace(/[。；;.]+$/u, '')}。`;
  });
  if (lines.length === 1) return lines[0] ?? '';
  return lines.map((line, index) => `（${ordinals[index] ?? index + 1}）${line}`).join('\n');
}

/** 15个工作日, 30日, 2个月, 24小时. */
export function sayLimit({ amount, unit }: Pick<Limit, 'amount' | 'unit'>): string {
  if (unit === 'working_day') return `${amount}个工作日`;
  if (unit === 'month') return `${amount}个月`;
  return unit === 'hour' ? `${amount}小时` : `${amount}日`;
}

/** 2026年3月2日: as official documents write a day, without leading zeros. */
export function sayDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

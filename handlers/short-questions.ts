import type { Reply, ReplyOption } from '../bot/index.ts';
import type { Form } from './dialogue.ts';
import type { ShortCourse } from './short-course.ts';
import { offer } from './quick-reply.ts';

/** What is asked of a picture or a voice, one after the other. */
export type ShortStep = 'unit' | 'received' | 'paper';

/** Says that the answer is none of those listed and will be written out. */
export const otherWord = '其他';

/** Where no unit is known yet: those that fine, inspect and seize most often. */
const commonUnits = {
  market: '市场监督管理局',
  city: '城市管理局',
  traffic: '交通运输局',
  police: '公安局',
} as const;

const days = { today: '今天', yesterday: '昨天', week: '本周', earlier: '更早' } as const;
export type ReceivedDay = keyof typeof days;

const papers = {
  penalty: '处罚决定书',
  correction: '责令改正通知书',
  seizure: '查封扣押决定书',
  inspection: '检查通知书',
} as const;

/** The question that is open; undefined when what is asked is no part of the short course. */
export function findShortStep({ asking, short }: Form): ShortStep | undefined {
  if (asking === 'actingUnit') return 'unit';
  if (asking !== 'paper') return undefined;
  return short?.received === undefined ? 'received' : 'paper';
}

/** The day that a word of the list means. */
export function findReceivedDay(folded: string): ReceivedDay | undefined {
  const names: readonly ReceivedDay[] = ['today', 'yesterday', 'week', 'earlier'];
  return names.find((name) => days[name] === folded);
}

/** The open question with its numbers; undefined when it is asked as in every form. */
export function askShort(form: Form, short: ShortCourse): readonly Reply[] | undefined {
  if (form.asking === 'review') return isShortToReview(form) ? [toReview(form)] : undefined;
  const step = findShortStep(form);
  if (step === undefined) return undefined;
  const isWriting = short.writing === step;
  return [
    {
      key: `conversation.short.${isWriting ? 'write' : 'ask'}.${step}`,
      options: isWriting ? [offer('skip')] : listOptions(step, short),
    },
  ];
}

function listOptions(step: ShortStep, { units }: ShortCourse): readonly ReplyOption[] {
  const more = [toOption('other', otherWord), offer('skip')];
  if (step === 'received') return [...toOptions(days), offer('skip')];
  if (step === 'paper') return [...toOptions(papers), ...more];
  const known = units.map((unit) => ({
    key: 'conversation.short.option.unit',
    values: { unit },
    say: unit,
  }));
  return [...(known.length > 0 ? known : toOptions(commonUnits)), ...more];
}

function toOptions(words: Readonly<Record<string, string>>): readonly ReplyOption[] {
  return Object.entries(words).map(([name, say]) => toOption(name, say));
}

function toOption(name: string, say: string): ReplyOption {
  return { key: `conversation.short.option.${name}`, say };
}

/** Whoever said more than was asked reads all of it back. */
function isShortToReview({ facts, hasContact }: Form): boolean {
  return (
    !hasContact && Object.keys(facts).every((slot) => slot === 'actingUnit' || slot === 'paper')
  );
}

const absent = '—';

function toReview({ facts, evidenceCount, openness }: Form): Reply {
  const { actingUnit = absent, paper = absent } = facts;
  return {
    key: `conversation.short.review.${openness ?? 'confidential'}`,
    values: { actingUnit, paper, evidence: evidenceCount },
    options: [offer('submit'), offer('change'), offer('cancel')],
  };
}

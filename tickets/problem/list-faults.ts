import type { ListItem } from '../profile/list-item.ts';
import type { Profile } from '../profile/profile.ts';
import type { Problem, ProblemChange } from './problem.ts';

/** The lists that a problem's fields name entries of. */
export type ProblemLists = Pick<Profile, 'problemTypes' | 'caseStages' | 'measures' | 'levels'>;
type Asked = Partial<Omit<ProblemChange, 'id'>>;
export type ProblemField = 'type' | 'stage' | 'level' | 'measure' | 'amountFen';

/**
 * The fields of a change that the ticket's own profile does not know: entries that are not in its lists or were
 * retired, a measure of money without its amount, an amount without such a measure. What the problem held may stay.
 */
export function listProblemFaults(
  change: Asked,
  lists: ProblemLists,
  before: Partial<Problem> = {},
): readonly ProblemField[] {
  const checks: readonly (readonly [ProblemField, boolean])[] = [
    ['type', isKnown(lists.problemTypes, change.type, before.type)],
    ['stage', isKnown(lists.caseStages, change.stage, before.stage)],
    ['level', isKnown(lists.levels, change.level, before.level)],
    ['measure', isKnown(lists.measures, change.measure, before.measure)],
    ['amountFen', isAmountRight(change, lists, before)],
  ];
  return checks.filter(([, isRight]) => !isRight).map(([field]) => field);
}

function isKnown(
  items: readonly ListItem[],
  id: string | undefined,
  held: string | undefined,
): boolean {
  if (id === undefined || id === held) return true;
  return items.some((item) => item.id === id && item.isRetired !== true);
}

function isAmountRight(change: Asked, { measures }: ProblemLists, before: Partial<Problem>) {
  if (change.measure === undefined && change.amountFen === undefined) return true;
  const id = change.measure ?? before.measure;
  const needsAmount = measures.find((measure) => measure.id === id)?.hasAmount === true;
  return needsAmount
    ? Number.isSafeInteger(change.amountFen ?? before.amountFen)
    : change.amountFen === undefined;
}

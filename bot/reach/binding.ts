import type { WorkDays } from './office-hours.ts';

/** Notices that a person must get for certain, by the last part of their key. */
const bindingNotices = new Set([
  'accepted',
  'not_accepted',
  'ask',
  'extended',
  'closed',
  'unfounded',
  'transferred',
  'answered',
]);

/** An official document that is served on a person. */
const servedDocument = 'document.notice.served';

/** Whether the notice accepts, refuses, asks for a supplement, extends, or tells a result. */
export function isBindingNotice(key: string): boolean {
  if (key === servedDocument) return true;
  return key.startsWith('notice.') && bindingNotices.has(key.split('.').at(-1) ?? '');
}

const workingDays = 2;
const dayMs = 86_400_000;

/** When staff tell a binding notice themselves: two working days after it was due; undefined for all others. */
export function toTaskAt(
  key: string,
  dueAt: Date,
  { isWorkingDay }: Pick<WorkDays, 'isWorkingDay'>,
): Date | undefined {
  if (!isBindingNotice(key)) return undefined;
  let at = dueAt;
  for (let left = workingDays; left > 0;) {
    at = new Date(at.getTime() + dayMs);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

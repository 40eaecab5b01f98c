import { addWorkingDays, type DayTable } from '../deadlines.ts';
import { toDayEnd, toShanghaiDay } from '../shanghai-day.ts';
import type { Ticket } from '../ticket.ts';
import type { ConsentRules } from './rules.ts';

/** Fewer reminders say nothing about whoever does not answer. */
const fewestReminders = 2;

/**
 * From when on a reporter who was asked counts as silent: the profile's working days after the last reminder. Silence is
 * never consent; it lets a superior set the report apart. Undefined while it has not begun.
 */
export function toSilentAt(
  { contact }: Pick<Ticket, 'contact'>,
  { remindAfterDays, silentAfterDays }: ConsentRules,
  calendar: DayTable,
): Date | undefined {
  if (contact?.state !== 'asked' || contact.words === '') return undefined;
  const { reminders, remindedAt } = contact;
  const isReminded = reminders >= Math.max(remindAfterDays.length, fewestReminders);
  if (remindedAt === undefined || !isReminded) return undefined;
  return toDayEnd(addWorkingDays(toShanghaiDay(remindedAt), silentAfterDays, calendar));
}

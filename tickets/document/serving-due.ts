import { computeDue, type DayTable, type Limits } from '../deadlines.ts';
import type { DocumentKind } from './kind.ts';

/** By when a unit answers what was served on it then; undefined for a kind that wants no answer. */
export function toServingDue(
  { answer }: Pick<DocumentKind, 'answer'>,
  servedAt: Date,
  { limits, calendar }: { readonly limits: Limits; readonly calendar: DayTable },
) {
  if (answer === undefined) return {};
  const due = computeDue(answer.name, { ...limits, [answer.name]: answer }, servedAt, calendar);
  return { dueAt: due.at, isDueProvisional: due.isProvisional };
}

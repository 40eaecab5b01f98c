import type { DayTable } from '../deadlines.ts';
import type { LimitName } from '../ticket.ts';
import { listPoints } from './list-points.ts';
import type { DeadlineRules } from './rules.ts';

/** How near a date is: past it, past its first warning point, or neither. Never told by colour alone. */
export const lights = ['red', 'yellow', 'green'] as const;
export type Light = (typeof lights)[number];

/** What a light is worked out from: a running limit, or a ticket with the one that runs. */
export type Lit = { readonly dueAt?: Date; readonly limit?: LimitName };

/** Before every date there is, so that a limit shorter than its warning is yellow from the start. */
const longAgo = new Date(0);

/** The light of a running date by its profile's warning points; undefined when none runs. */
export function toLight(
  { dueAt, limit }: Lit,
  rules: DeadlineRules,
  calendar: DayTable,
  at: Date,
): Light | undefined {
  if (dueAt === undefined || limit === undefined) return undefined;
  if (at > dueAt) return 'red';
  const [first] = listPoints({ dueAt, limit, startedAt: longAgo }, rules, calendar);
  return first !== undefined && first.kind === 'warning' && first.at <= at ? 'yellow' : 'green';
}

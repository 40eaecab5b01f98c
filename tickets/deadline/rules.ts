import type { LimitName } from '../ticket.ts';

/** A stretch of time in the unit that a rule names. */
export type Span = {
  readonly amount: number;
  readonly unit: 'working_day' | 'natural_day' | 'month' | 'hour';
};

/** So long before the end the owner is reminded. `limits` absent: of every limit. */
export type Warning = Span & { readonly limits?: readonly LimitName[]; readonly source: string };

/** So long after the end the matter is urged, on whom: a level higher each time. */
export type Climb = Span & { readonly to: string; readonly source: string };

export type DeadlineRules = {
  readonly warnings: readonly Warning[];
  readonly climbs: readonly Climb[];
};

const ownRule = '默认方案，待本单位按本地规定确认';

/** The owner first, then the head of section, then who approves. */
export const defaultDeadlineRules: DeadlineRules = {
  warnings: [
    { amount: 3, unit: 'working_day', source: ownRule },
    { amount: 1, unit: 'working_day', source: ownRule },
  ],
  climbs: [
    { amount: 0, unit: 'working_day', to: 'owner', source: ownRule },
    { amount: 2, unit: 'working_day', to: 'section_head', source: ownRule },
    { amount: 5, unit: 'working_day', to: 'approver', source: ownRule },
  ],
};

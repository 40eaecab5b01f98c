import * as fc from 'fast-check';
import type { TicketBounds, Whereabouts } from '../../tickets/index.ts';

const unitIds = ['u-1', 'u-2', 'u-3', 'u-4'] as const;
const areas = ['市场监管', '城市管理', '交通运输'] as const;
const accountIds = ['a-1', 'a-2'] as const;
const unit = fc.constantFrom(...unitIds);
const respondent = fc.record({ actingUnitId: unit, responsibleOrganId: unit });
const desk = fc.record(
  {
    unitId: unit,
    section: fc.constantFrom('一科', '二科'),
    guessedUnitIds: fc.uniqueArray(unit, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);

/** Where a ticket may be, as far as anybody has said. */
export const anyWhereabouts: fc.Arbitrary<Omit<Whereabouts, 'id'>> = fc.record(
  { area: fc.constantFrom(...areas), assigneeId: fc.constantFrom(...accountIds), respondent, desk },
  { requiredKeys: [] },
);

/** Whatever an account may be held to; ticket ids are those given. */
export const buildAnyBounds = (ids: readonly string[]): fc.Arbitrary<TicketBounds> =>
  fc.record(
    {
      assigneeIds: fc.subarray([...accountIds]),
      areas: fc.subarray([...areas]),
      unitIds: fc.subarray([...unitIds]),
      organIds: fc.subarray([...unitIds]),
      barredTicketIds: fc.subarray([...ids]),
      barredUnitIds: fc.subarray([...unitIds]),
    },
    { requiredKeys: ['assigneeIds'] },
  );

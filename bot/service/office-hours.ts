import { isWorkingDay, toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import { createOfficeHours, type OfficeHours, type WorkDays } from '../reach/index.ts';
import type { House } from './house.ts';

/** Working days as the calendar that counts now has them. */
export function openWorkDays({ calendar }: Pick<House, 'calendar'>): WorkDays {
  return {
    isWorkingDay: (at) => isWorkingDay(toShanghaiDay(at), calendar),
    toDayStart: (at) => toDayStart(toShanghaiDay(at)),
  };
}

/** When the bureau may ring somebody. */
export function openOfficeHours(house: Pick<House, 'calendar'>): OfficeHours {
  return createOfficeHours(openWorkDays(house));
}

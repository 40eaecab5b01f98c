import { createDayTable } from '../../platform/calendar/index.ts';
import { isWorkingDay, toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import { createOfficeHours } from '../../bot/index.ts';

const calendar = createDayTable();
const hours = createOfficeHours({
  isWorkingDay: (at) => isWorkingDay(toShanghaiDay(at), calendar),
  toDayStart: (at) => toDayStart(toShanghaiDay(at)),
});
const hourMs = 3_600_000;

/** By how much a clock must be ahead to stand an hour into the next office day, however late it is now. */
export function toOfficeOffsetMs(now = new Date()): number {
  const tomorrow = toDayStart(toShanghaiDay(new Date(now.getTime() + 24 * hourMs)));
  return hours.nextOpening(tomorrow).getTime() + hourMs - now.getTime();
}

/** By how much a clock must be ahead to stand in the middle of the coming night. */
export function toNightOffsetMs(now = new Date()): number {
  const midnight = toDayStart(toShanghaiDay(new Date(now.getTime() + 24 * hourMs)));
  return midnight.getTime() + 2 * hourMs - now.getTime();
}

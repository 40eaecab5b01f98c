import type { Leave, Unit } from '../../people/index.ts';
import { addDays, toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import type { LeaveView, UnitName } from './place.schema.ts';

/** A leave as its first and last day. */
export function presentLeave({ from, until, deputyId }: Leave): LeaveView {
  return {
    from: toShanghaiDay(from),
    until: addDays(toShanghaiDay(until), -1),
    ...(deputyId !== undefined && { deputyId }),
  };
}

/** The leave that begins with the first day and ends with the last. */
export function toLeave({ from, until, deputyId }: LeaveView): Leave {
  return {
    from: toDayStart(from),
    until: toDayStart(addDays(until, 1)),
    ...(deputyId !== undefined && { deputyId }),
  };
}

/** Units in use, by name. */
export function presentUnitNames(units: readonly Unit[]): UnitName[] {
  return units
    .filter(({ isRetired }) => isRetired !== true)
    .map(({ id, name, level, supervises }) => {
      return { id, name, level, isSupervising: supervises !== undefined };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}

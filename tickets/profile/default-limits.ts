import type { Limits } from '../deadlines.ts';

/** Where places differ and no clause of national law fixes the length, a bureau confirms or replaces it. */
const ownRule = '默认方案，待本单位按本地规定确认';

/** The default profile's limits. Places differ (acceptance in 5, 10 or 15 working days), so a bureau imports its own. */
export const defaultLimits: Limits = {
  acceptance: workingDays(5, ownRule),
  decision: naturalDays(30, ownRule),
  extension: naturalDays(20, ownRule),
  rectification: naturalDays(30, ownRule),
  feedback: workingDays(10, ownRule),
  consultation: workingDays(5, ownRule),
  suggestion: workingDays(15, ownRule),
  coordination: workingDays(15, ownRule),
  petition: naturalDays(15, '《信访工作条例》第二十三条'),
  urge: workingDays(1, ownRule),
  response: naturalDays(15, ownRule),
  referral: workingDays(5, ownRule),
  pause: naturalDays(30, ownRule),
  mediation: naturalDays(30, ownRule),
  catch_up: workingDays(5, ownRule),
  question: naturalDays(30, ownRule),
  rating: naturalDays(30, ownRule),
};

function workingDays(amount: number, source: string) {
  return { amount, unit: 'working_day', movesOffHolidays: false, source } as const;
}

function naturalDays(amount: number, source: string) {
  return { amount, unit: 'natural_day', movesOffHolidays: true, source } as const;
}

import { describe, expect, test } from '@jest/globals';
import { defaultDeadlineRules, toLight, type DeadlineRules } from '../../tickets/index.ts';
import { buildDayTable } from '../support/build-day-table.ts';

/** A Friday; three working days before it is the Tuesday. */
const dueAt = new Date('2026-11-27T15:59:59.999Z');
const lightAt = (at: string, rules: DeadlineRules = defaultDeadlineRules) =>
  toLight({ dueAt, limit: 'decision' }, rules, buildDayTable(), new Date(at));

describe('the light of a date', () => {
  test.each([
    ['2026-11-24T00:59:59Z', 'green'],
    ['2026-11-24T01:00:00Z', 'yellow'],
    ['2026-11-27T15:59:59Z', 'yellow'],
    ['2026-11-27T16:00:00Z', 'red'],
  ])('turns with the first warning point and with the end: at %s it is %s', (at, light) => {
    expect(lightAt(at)).toBe(light);
  });

  test('follows the warnings of its own limit, in the unit that they name', () => {
    const source = '本局规定';
    const rules: DeadlineRules = {
      climbs: [],
      warnings: [
        { amount: 1, unit: 'month', limits: ['decision'], source },
        { amount: 2, unit: 'month', limits: ['rectification'], source },
      ],
    };
    expect(lightAt('2026-10-27T00:59:59Z', rules)).toBe('green');
    expect(lightAt('2026-10-27T01:00:00Z', rules)).toBe('yellow');
  });

  test('goes from green to red where nothing warns', () => {
    expect(lightAt('2026-11-27T15:59:59Z', { warnings: [], climbs: [] })).toBe('green');
  });

  test('is off where no date runs', () => {
    expect(toLight({}, defaultDeadlineRules, buildDayTable(), dueAt)).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import { toLight } from '../../admin/deadline-light.ts';

const dueAt = new Date('2026-11-27T15:59:59Z');
const hoursBefore = (hours: number) => new Date(dueAt.getTime() - hours * 3_600_000);

describe('the light of a date', () => {
  test.each([
    [72, 'green'],
    [49, 'green'],
    [48, 'yellow'],
    [1, 'yellow'],
    [0, 'red'],
    [-100, 'red'],
  ])('%d hours before it is %s', (hours, light) => {
    expect(toLight({ dueAt }, hoursBefore(hours))).toBe(light);
  });

  test('is off where no date runs', () => {
    expect(toLight({}, dueAt)).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import { isEnrolmentRunning } from '../../people/index.ts';

const enrolment = {
  organisation: '某某商会',
  enrolledAt: new Date('2026-03-01T00:00:00.000Z'),
  until: new Date('2027-03-01T00:00:00.000Z'),
};

describe('the term of a specialist', () => {
  test.each([
    ['begins with the enrolment', '2026-03-01T00:00:00.000Z', true],
    ['has not begun before it', '2026-02-28T23:59:59.999Z', false],
    ['runs until its last moment', '2027-02-28T23:59:59.999Z', true],
    ['is over at its end', '2027-03-01T00:00:00.000Z', false],
  ])('%s', (_title, now, isRunning) => {
    expect(isEnrolmentRunning(enrolment, new Date(now))).toBe(isRunning);
  });

  test('never runs for somebody who was not enrolled', () => {
    expect(isEnrolmentRunning(undefined, new Date('2026-06-01T00:00:00.000Z'))).toBe(false);
  });
});

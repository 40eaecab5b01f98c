import { expect, test } from '@jest/globals';
import {
  askForPerson,
  defaultHandOverLimits,
  hearPerson,
  isWithBot,
  passTime,
  sortQueue,
  speak,
  takeOver,
  type HandOver,
  type OfficeHours,
} from '../../../bot/index.ts';
import { alwaysOpen, later, monday, wang } from '../../support/build-hand-over.ts';

const limits = defaultHandOverLimits;
const channel = 'web-chat';

function waiting(personId: string, minutes = 0): HandOver {
  const at = later(monday, minutes);
  return askForPerson(undefined, { personId, channel, messageId: 'm1', cause: 'words', at });
}

function look(handOver: HandOver, minutes: number, position?: number, hours = alwaysOpen) {
  return passTime(handOver, { at: later(monday, minutes), position, hours, limits });
}

const keysOf = ({ owed }: HandOver) => owed.map(({ key }) => key);

test('who asked first stands first', () => {
  const queue = sortQueue([waiting('p3', 2), waiting('p2', 1), waiting('p1', 1)]);
  expect(queue.map(({ personId }) => personId)).toEqual(['p1', 'p2', 'p3']);
});

test('the place is told again when it is half of what was told, or the first, and not within a minute', () => {
  const told: HandOver = { ...waiting('p1'), toldPosition: 8, toldAt: monday };
  expect(look(told, 2, 5)).toBe(told);
  expect(look(told, 0.5, 3)).toBe(told);
  const nearer = look(told, 2, 4);
  expect(nearer.owed).toMatchObject([{ key: 'hand_over.position', values: { position: 4 } }]);
  expect(look(nearer, 2.5, 1)).toBe(nearer);
  expect(keysOf(look(nearer, 4, 1))).toEqual(['hand_over.position', 'hand_over.position_first']);
});

test('who waits long hears so once, and goes back to the bot after an hour or when the office closes', () => {
  const late = look(waiting('p1'), 5);
  expect(keysOf(late)).toEqual(['hand_over.delayed_waiting']);
  expect(look(late, 30)).toBe(late);
  expect(isWithBot(look(late, 60))).toBe(true);
  const closed: OfficeHours = { isOpen: () => false, nextOpening: (at) => at };
  const ended = look(waiting('p1'), 1, 1, closed);
  expect(isWithBot(ended)).toBe(true);
  expect(keysOf(ended)).toEqual(['hand_over.gave_up']);
});

test('an unanswered word is followed by one sentence, an answered one by none', () => {
  const taken = takeOver(waiting('p1'), { personId: 'p1', channel, by: wang, at: monday });
  const heard = hearPerson(taken, { channel, at: later(monday, 1) });
  expect(look(heard, 5)).toBe(heard);
  const late = look(heard, 6);
  expect(keysOf(late).at(-1)).toBe('hand_over.delayed');
  expect(look(late, 20)).toBe(late);
  const answered = speak(heard, { by: wang, outboxId: 'o1', at: later(monday, 3) });
  expect(look(answered, 20)).toBe(answered);
});

test('after a long silence of both the bot is back, and says so', () => {
  const taken = takeOver(waiting('p1'), { personId: 'p1', channel, by: wang, at: monday });
  const spoken = speak(taken, { by: wang, outboxId: 'o1', at: later(monday, 10) });
  expect(look(spoken, 39)).toBe(spoken);
  const ended = look(spoken, 40);
  expect(isWithBot(ended)).toBe(true);
  expect(keysOf(ended).at(-1)).toBe('hand_over.went_quiet');
});

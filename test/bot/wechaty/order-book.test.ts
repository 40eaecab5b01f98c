import { expect, test } from '@jest/globals';
import { createOrderBook } from '../../../bot/wechaty/order-book.ts';

test('what became of words is told once to whoever waits, or to the next who asks', async () => {
  const book = createOrderBook();
  book.open('one');
  const waiting = book.wait('one');
  book.settle('one', { isSent: true });
  expect(await waiting).toEqual({ isSent: true });
  expect(book.has('one')).toBe(false);
  book.open('two');
  book.settle('two', { isSent: false, why: 'refused' });
  expect(book.has('two')).toBe(true);
  expect(await book.hear('two')).toEqual({ isSent: false, why: 'refused' });
});

test('the end of the child leaves open what it did not say, and keeps what it said', async () => {
  const book = createOrderBook();
  book.open('said');
  book.open('unsaid');
  const waiting = book.wait('unsaid');
  expect(await book.hear('unsaid')).toBeUndefined();
  book.settle('said', { isSent: true });
  book.close();
  expect(await waiting).toBeUndefined();
  expect(book.has('unsaid')).toBe(false);
  expect(await book.wait('said')).toEqual({ isSent: true });
});

import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { joinForPassive, openPassiveSlot } from '../../bot/passive.ts';

const confirm = async () => {};

describe('passive slot', () => {
  test('gives the first answer offered and refuses a second', async () => {
    const { slot, answer } = openPassiveSlot('m-1', 1000, 100);
    expect(slot.offer({ text: 'first', confirm })).toBe(true);
    expect(slot.offer({ text: 'second', confirm })).toBe(false);
    await expect(answer).resolves.toMatchObject({ text: 'first' });
  });

  test('closes with no answer when the budget is spent', async () => {
    const { slot, answer } = openPassiveSlot('m-1', 1, 100);
    await expect(answer).resolves.toBeUndefined();
    expect(slot.isOpen()).toBe(false);
    expect(slot.offer({ text: 'late', confirm })).toBe(false);
  });
});

describe('joining replies for a passive answer', () => {
  test('puts options as numbered lines and an empty line between replies', () => {
    const rows = [
      { words: { text: 'a', options: [{ label: 'one', say: '1' }] } },
      { words: { text: 'b' } },
    ];
    expect(joinForPassive(rows, 100)).toBe('a\n\n1. one\n\nb');
  });

  test('is undefined when nothing is to be said or a row has no words yet', () => {
    expect(joinForPassive([], 100)).toBeUndefined();
    expect(joinForPassive([{ words: { text: 'a' } }, {}], 100)).toBeUndefined();
  });

  test('never gives more bytes than the platform takes', () => {
    const fits = fc.property(
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.nat(200),
      (texts, maxBytes) => {
        const rows = texts.map((text) => ({ words: { text } }));
        return Buffer.byteLength(joinForPassive(rows, maxBytes) ?? '') <= maxBytes;
      },
    );
    expect(fc.check(fits)).toMatchObject({ failed: false });
  });
});

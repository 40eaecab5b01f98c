import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createNumber, parseNumber } from '../../tickets/number.ts';

const aNumber = fc
  .tuple(fc.integer({ min: 2020, max: 2099 }), fc.nat(9_999_999))
  .map(([year, drawn]) => createNumber(year, () => drawn));

describe('a ticket number', () => {
  test('is ten digits that begin with the year', () => {
    expect(createNumber(2026, () => 1_234_567)).toMatch(/^261234567\d$/);
    expect(createNumber(2026, () => 42)).toMatch(/^260000042\d$/);
  });

  test('asks for a random part below ten million', () => {
    const asked: number[] = [];
    createNumber(2026, (maxExclusive) => {
      asked.push(maxExclusive);
      return 0;
    });
    expect(asked).toEqual([10_000_000]);
  });

  test('is recognised in any writing', () => {
    fc.assert(
      fc.property(aNumber, (number) => {
        const fullWidth = number.replaceAll(/\d/g, (digit) =>
          String.fromCodePoint(0xff10 + Number(digit)),
        );
        const grouped = `${number.slice(0, 3)} ${number.slice(3, 6)}-${number.slice(6)}`;
        for (const writing of [
          number,
          fullWidth,
          grouped,
          ` ${number}\n`,
          number.split('').join('－'),
        ]) {
          expect(parseNumber(writing)).toBe(number);
        }
      }),
    );
  });

  test('catches every single wrong digit', () => {
    fc.assert(
      fc.property(aNumber, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const wrong = (Number(number[place]) + shift) % 10;
        const mistyped = `${number.slice(0, place)}${wrong}${number.slice(place + 1)}`;
        expect(parseNumber(mistyped)).toBeUndefined();
      }),
    );
  });

  test('catches every swap of two neighbours', () => {
    fc.assert(
      fc.property(aNumber, fc.nat(8), (number, place) => {
        const [first, second] = [number.charAt(place), number.charAt(place + 1)];
        fc.pre(first !== second);
        const swapped = `${number.slice(0, place)}${second}${first}${number.slice(place + 2)}`;
        expect(parseNumber(swapped)).toBeUndefined();
      }),
    );
  });

  test.each(['', '261234567', '12345678901', '26123456ab', '投诉', '二六一二三四五六七八'])(
    'is not read from %j',
    (text) => {
      expect(parseNumber(text)).toBeUndefined();
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  compareArticleNumbers,
  readArticleLabel,
  readNumeral,
  toArticleLabel,
  toHanNumeral,
} from '../../../knowledge/index.ts';

describe('Han numerals', () => {
  it('are written as statutes number their articles', () => {
    expect([1, 10, 14, 20, 100, 105, 110, 119, 1001, 1010, 1260, 9999].map(toHanNumeral)).toEqual([
      '一',
      '十',
      '十四',
      '二十',
      '一百',
      '一百零五',
      '一百一十',
      '一百一十九',
      '一千零一',
      '一千零一十',
      '一千二百六十',
      '九千九百九十九',
    ]);
  });

  it('come back as the number they were made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(readNumeral(toHanNumeral(value))).toBe(value);
        expect(readNumeral(String(value))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  it('are read in the other ways in which people write them', () => {
    expect(['３３', '二〇二一', '两百', '二○一九', '一百十', '百二十'].map(readNumeral)).toEqual([
      33,
      2021,
      200,
      2019,
      110,
      undefined,
    ]);
  });

  it('are not guessed: 一百五 may be 105 or 150, and words are no numbers', () => {
    expect(['一百五', '', '零', '十百', '条', '千'].map(readNumeral)).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });

  it('are refused outside of what articles need', () => {
    for (const value of [0, -1, 1.5, 10_000]) expect(() => toHanNumeral(value)).toThrow(RangeError);
  });
});

describe('numbers of articles', () => {
  it('are read from labels in any numerals and written in Han', () => {
    expect(
      ['第三十三条', '第33条', '第１２０条之一', '33条', '第八條'].map(readArticleLabel),
    ).toEqual(['33', '33', '120-1', '33', '8']);
    expect([toArticleLabel('33'), toArticleLabel('120-1')]).toEqual([
      '第三十三条',
      '第一百二十条之一',
    ]);
    expect(readArticleLabel('第三章')).toBeUndefined();
  });

  it('stand in the order of the statute', () => {
    expect(['121', '120-2', '9', '120', '120-1'].toSorted(compareArticleNumbers)).toEqual([
      '9',
      '120',
      '120-1',
      '120-2',
      '121',
    ]);
  });
});

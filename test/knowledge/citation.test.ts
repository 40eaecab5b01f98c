import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  readArticleNumbers,
  readCitations,
  toArticleLabel,
  toCitationLabel,
} from '../../knowledge/index.ts';

describe('citations', () => {
  test('are read from what people write', () => {
    expect(readCitations('依据《中华人民共和国行政处罚法》第七十条、第七十一条第一款。')).toEqual([
      { statute: '行政处罚法', article: '70' },
      { statute: '行政处罚法', article: '71' },
    ]);
    expect(readCitations('《刑法》第一百二十条之一')).toEqual([
      { statute: '刑法', article: '120-1' },
    ]);
    expect(readCitations('《行政处罚法》第33条；《行政许可法》')).toEqual([
      { statute: '行政处罚法', article: '33' },
    ]);
    expect(readCitations('行政处罚法怎么说')).toEqual([]);
  });

  test('every number is written as statutes write it and read back', () => {
    expect(toArticleLabel('10')).toBe('第十条');
    expect(toArticleLabel('110')).toBe('第一百一十条');
    expect(toArticleLabel('1008')).toBe('第一千零八条');
    expect(toCitationLabel({ statute: '刑法', article: '120-1' })).toBe('《刑法》第一百二十条之一');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.option(fc.integer({ min: 1, max: 20 })),
        (main, added) => {
          const article = added === null ? `${main}` : `${main}-${added}`;
          expect(readArticleNumbers(toArticleLabel(article))).toEqual([article]);
        },
      ),
    );
  });
});

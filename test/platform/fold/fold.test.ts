import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bigrams, fold } from '../../../platform/fold/index.ts';

describe('fold', () => {
  test.each([
    ['投訴', '投诉'],
    ['轉人工', '转人工'],
    ['執法證號', '执法证号'],
    ['城管隊員態度惡劣', '城管队员态度恶劣'],
    ['ＡＢＣ１２３', 'abc123'],
    ['  Ｈｅｌｐ\n\tme　now ', 'help me now'],
    ['進度：２６０１', '进度:2601'],
    ['', ''],
  ])('turns %j into %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('leaves simplified text as it is', () => {
    expect(fold('县市场监管局没有出示执法证')).toBe('县市场监管局没有出示执法证');
  });

  test('folding a folded text changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { examples: [['著作權與乾坤，裏面後面'], ['ﬁ①㎡']] },
    );
  });

  test('answers the same after many other texts', () => {
    const first = fold('罰款單');
    for (let index = 0; index < 3000; index += 1) fold(`第${index}張`);
    expect(fold('罰款單')).toBe(first);
  });
});

describe('bigrams', () => {
  test('are the neighbouring pairs of each run of letters, each once', () => {
    expect(bigrams('罚款，罚款单')).toEqual(['罚款', '款单']);
    expect(bigrams('A1 b')).toEqual(['a1', 'b']);
  });

  test('are found in Traditional and full-width writing too', () => {
    expect(bigrams('罰款單')).toEqual(bigrams('罚款单'));
    expect(bigrams('Ｎｏ１２')).toEqual(bigrams('no12'));
  });

  test('a part of a text has no pair that the whole lacks', () => {
    const han = fc.string({
      unit: fc.constantFrom(...Array.from('县市场监管局罚款单没有出示证件')),
    });
    fc.assert(
      fc.property(han, han, han, (before, part, after) => {
        fc.pre(part.length > 1);
        const whole = new Set(bigrams(before + part + after));
        expect(bigrams(part).filter((pair) => !whole.has(pair))).toEqual([]);
      }),
    );
  });

  test('keeps characters outside the basic plane whole', () => {
    expect(bigrams('𠮷野家')).toEqual(['𠮷野', '野家']);
  });
});

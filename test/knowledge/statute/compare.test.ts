import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compareVersions, diffText } from '../../../knowledge/index.ts';
import { numberArticles } from '../../support/build-statute-source.ts';

function compare(older: readonly string[], newer: readonly string[]): readonly string[] {
  return compareVersions(numberArticles(older), numberArticles(newer)).map((change) => {
    const from = 'old' in change ? change.old.number : '';
    const to = 'new' in change ? change.new.number : '';
    return `${from} ${change.kind} ${to}`.trim();
  });
}

const watch = '看桥的人每天走一遍，记下所见，交给桥局。';
const night = '夜里由两人一起照看，带灯，不得饮酒。';
const fine = '违反前条的，由桥局处一百元以下罚款。';

describe('the change list of a statute', () => {
  it('tells what stayed, changed, came and went', () => {
    expect(compare([watch, night], [watch, night])).toEqual(['1 same 1', '2 same 2']);
    expect(compare([watch, night], [watch, night.replace('两人', '三人')])).toEqual([
      '1 same 1',
      '2 changed 2',
    ]);
    expect(compare([watch], [watch, fine])).toEqual(['1 same 1', 'added 2']);
    expect(compare([watch, fine], [watch])).toEqual(['1 same 1', '2 removed']);
  });

  it('follows an article to its new number', () => {
    expect(compare([watch, night], [fine, watch, night])).toEqual([
      'added 1',
      '1 moved 2',
      '2 moved 3',
    ]);
    expect(compare([watch, night], [fine, watch, night.replace('两人', '三人')])).toEqual([
      'added 1',
      '1 moved 2',
      '2 changed 3',
    ]);
  });

  it('names every article of both versions once', () => {
    const texts = fc.array(fc.constantFrom(watch, night, fine, `${watch}${fine}`, '不再使用。'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(texts, texts, (older, newer) => {
        const changes = compareVersions(numberArticles(older), numberArticles(newer));
        const from = changes.flatMap((change) => ('old' in change ? [change.old.number] : []));
        const to = changes.flatMap((change) => ('new' in change ? [change.new.number] : []));
        expect(new Set(from).size).toBe(older.length);
        expect(new Set(to).size).toBe(newer.length);
        expect([from.length, to.length]).toEqual([older.length, newer.length]);
      }),
    );
  });
});

describe('the difference of two texts', () => {
  it('marks the words that changed', () => {
    expect(diffText('处一百元以下罚款。', '处二百元以下的罚款。')).toEqual([
      { kind: 'same', text: '处' },
      { kind: 'removed', text: '一' },
      { kind: 'added', text: '二' },
      { kind: 'same', text: '百元以下' },
      { kind: 'added', text: '的' },
      { kind: 'same', text: '罚款。' },
    ]);
  });

  it('gives back both texts, short or long', () => {
    const texts = fc
      .array(fc.constantFrom('看桥', '，', '。', '2020', '罚款', '\n', '的'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, fc.constantFrom(1, 60), (older, newer, times) => {
        const [from, to] = [older.repeat(times), newer.repeat(times)];
        const parts = diffText(from, to);
        const without = (kind: string) =>
          parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');
        expect([without('added'), without('removed')]).toEqual([from, to]);
      }),
      { numRuns: 60 },
    );
  });
});

import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { buildIndex, type Snippet } from '../../../knowledge/retrieval/index.ts';
import { fold } from '../../../platform/fold/index.ts';

const { cutSnippet } = buildIndex([], { fold });

function listMarked(text: string, { marks }: Snippet): readonly string[] {
  return marks.map(({ from, to }) => text.slice(from, to));
}

test('marks the words of the question in the text as it was written', () => {
  const text = '不得堵塞任何单位的消防通道。';
  expect(listMarked(text, cutSnippet(text, '消防通道被堵塞怎么办', 80))).toEqual([
    '堵塞',
    '消防通道',
  ]);
});

test('marks Traditional words for a Simplified question', () => {
  const text = '經營者應當取得許可證。';
  expect(listMarked(text, cutSnippet(text, '取得许可证', 80))).toEqual(['取得許可證']);
});

test('keeps to the places of the text where folding changes its length', () => {
  const text = '　　㈱  ＥＭＳ　寄送；ﬁ 消防  通道';
  expect(listMarked(text, cutSnippet(text, 'ems 消防 通道', 80))).toEqual([
    'ＥＭＳ',
    '消防',
    '通道',
  ]);
});

test('shows the piece that has most of the question, from the start of its sentence', () => {
  const text = `${'前面的话与此无关。'.repeat(30)}餐馆开业前应当取得食品经营许可证。${'后面也无关。'.repeat(30)}`;
  const snippet = cutSnippet(text, '食品经营许可证', 40);
  expect(text.slice(snippet.from, snippet.to)).toMatch(/^餐馆开业前应当取得食品经营许可证。/);
  expect(listMarked(text, snippet)).toEqual(['食品经营许可证']);
});

test('marks the words of the statute that the question has in other words', () => {
  const text = '出租人应当交付租赁物。';
  expect(listMarked(text, cutSnippet(text, '房东', 80))).toEqual(['出租人']);
});

test('without anything found shows the beginning', () => {
  expect(cutSnippet('行政机关应当公开。', '彩虹', 4)).toEqual({ from: 0, to: 4, marks: [] });
  expect(cutSnippet('', '彩虹', 4)).toEqual({ from: 0, to: 0, marks: [] });
});

test('marks lie in order inside the piece, and the piece inside the text', () => {
  const text = fc.string({
    unit: fc.constantFrom('消', '防', '通', '道', '許', '可', '。', ' ', 'ﬁ', '𠮷', 'A'),
  });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 30 }), (body, question, length) => {
      const { from, to, marks } = cutSnippet(body, question, length);
      expect(0 <= from && from <= to && to <= body.length && to - from <= length).toBe(true);
      let last = from;
      for (const mark of marks) {
        expect(last <= mark.from && mark.from < mark.to && mark.to <= to).toBe(true);
        last = mark.to;
      }
    }),
    { numRuns: 300 },
  );
});

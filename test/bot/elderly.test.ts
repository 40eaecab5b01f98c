import { describe, expect, test } from '@jest/globals';
import { array, assert, property, string, constantFrom } from 'fast-check';
import { countHan, fitForElderly, mostHan, type Words } from '../../bot/index.ts';

const lines = { more: '还有，回复「更多」。', person: '找人帮忙，回复「转人工」。' };

/** Everything that 更多 gives, part by part. */
function readAll(words: Words): readonly Words[] {
  const parts = [fitForElderly(words, lines)];
  for (let rest = parts.at(-1)?.rest; rest !== undefined; rest = parts.at(-1)?.rest) {
    parts.push(fitForElderly({ text: rest }, lines));
  }
  return parts;
}

const count = ({ text, options = [] }: Words): number =>
  countHan(text) + options.reduce((sum, { label }) => sum + countHan(label), 0);

const pieces = constantFrom(
  '罚款',
  '没有依据',
  '，',
  '。',
  '\n',
  'A12',
  '；',
  ' ',
  '执法人员应当出示证件',
);

describe('words in the elderly mode', () => {
  test('are never longer than sixty Han characters, whatever they say, and no word is lost', () => {
    assert(
      property(
        array(pieces, { maxLength: 120 }),
        array(string({ unit: pieces, maxLength: 8 }), { maxLength: 7 }),
        (words, labels) => {
          const text = words.join('').trim();
          const options = labels.map((label, index) => ({ label, say: `${index}` }));
          const parts = readAll({ text, ...(options.length > 0 && { options }) });
          for (const part of parts) {
            expect(count(part)).toBeLessThanOrEqual(mostHan);
            expect(part.options?.length ?? 0).toBeLessThanOrEqual(3);
          }
          const said = parts
            .map((part) =>
              part.text.replace(`\n${lines.person}`, '').replace(`\n${lines.more}`, ''),
            )
            .join('');
          expect(said.replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
        },
      ),
    );
  });

  test('are cut where a sentence ends', () => {
    const sentence = '执法人员上门检查，应当两人以上，并且先出示执法证件。';
    const { text, rest } = fitForElderly({ text: sentence.repeat(4) }, lines);
    expect(text).toBe(`${sentence.repeat(2)}\n${lines.more}`);
    expect(rest).toBe(sentence.repeat(2));
  });

  test('with numbers show three of them and the way to a person', () => {
    const options = ['投诉', '咨询', '进度', '建议'].map((label) => ({ label, say: label }));
    const fitted = fitForElderly({ text: '请选：', options }, lines);
    expect(fitted.options?.map(({ say }) => say)).toEqual(['投诉', '咨询', '进度']);
    expect(fitted.text).toBe(`请选：\n${lines.person}`);
  });

  test('that hold a secret are never cut: what is left over lies in the open', () => {
    const text = `查询码：7K2M。${'请收好。'.repeat(20)}`;
    expect(fitForElderly({ text }, lines, true)).toEqual({ text });
  });
});

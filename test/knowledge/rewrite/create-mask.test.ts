import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { z } from 'zod';
import { createMask, createVocabulary } from '../../../knowledge/rewrite/index.ts';
import { starterDrafts } from '../../../knowledge/starter/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { readSharedLines } from '../../support/shared-data.ts';

const vocabulary = createVocabulary(fold);
for (const { question, similar, answer } of starterDrafts) {
  for (const text of [question, ...similar, answer]) vocabulary.add(text);
}
const mask = createMask(vocabulary, fold);

const character = (characters: string) => fc.constantFrom(...Array.from(characters));
const given = character(
  '沅璇钊霁骁琮栩苒昀岑翊熙妤绮懿珩筠珞澄煜煦炜晟湛淳沛渝溪霆震坤恒毅峻岩岳崇嵘凌霄舟远达业诗国建军伟芳娜敏',
);
const name = fc
  .tuple(
    character('王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋谢唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛'),
    given,
    fc.option(given, { nil: '' }),
  )
  .map((characters) => characters.join(''));
const said = fc.tuple(
  fc.constantFrom('昨天', '隔壁', '对方说', '我和', '执法人员', '罚了', '', '告诉', '因为'),
  name,
  fc.constantFrom('被罚款了', '去复议', '说不行', ''),
);

describe('masking by what is published', () => {
  test('hides at least 97 of 100 names that nothing gives away', () => {
    const sentences = fc.sample(said, { numRuns: 3000, seed: 7 });
    const missed = sentences.filter(([before, whole, behind]) =>
      mask(`${before}${whole}${behind}`).includes(whole),
    );
    expect(missed.length).toBeLessThanOrEqual(0.03 * sentences.length);
  });

  test.each([
    ['昨天李沅，被罚', '昨天[姓名],被罚'],
    ['隔壁的張沅（邻居）', '隔壁的[姓名](邻居)'],
    ['zhangwei 让我交罚款', '[账号] 让我交罚款'],
    ['What must officers show?', 'What must officers show?'],
  ])('%s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test('leaves published words and everyday ones alone', () => {
    const questions = starterDrafts.map(({ question }) => question);
    const changed = questions.filter((text) => mask(text).includes('['));
    expect(changed.length).toBeLessThanOrEqual(0.02 * questions.length);
    expect(mask('如何申请复议？关于罚款的程序由于什么原因不同？')).not.toContain('[');
  });

  test('leaves 3 of 4 real questions alone', () => {
    const rows = readSharedLines('stard_lecoqa/queries.dev.jsonl', z.object({ query: z.string() }));
    const changed = rows?.filter(({ query }) => mask(query).includes('[')) ?? [];
    expect(changed.length).toBeLessThanOrEqual(0.25 * (rows?.length ?? 0));
  });
});

import { describe, expect, test } from '@jest/globals';
import { checkSentences } from '../../../knowledge/rewrite/check/check-sentences.ts';
import { isPlainText } from '../../../knowledge/rewrite/check/shape.ts';
import { starterDrafts } from '../../../knowledge/starter/index.ts';
import { fold } from '../../../platform/fold/index.ts';

/** Invented answers with every kind of word on which a meaning turns. */
const invented = [
  '执法人员当场收费的，应当出示证件；不出示的，您有权拒绝。行政机关不得因为您拒绝而加重处罚；法律另有规定的除外。',
  '一般在六十日以内申请；经人民政府批准可以延长三十日；甲市条例另有规定的除外。没有延长的，行政机关必须书面告诉您。三千元以上的，需要两名执法人员在场。',
];
const starter = starterDrafts.map(({ answer }) => answer);
/** Those with blanks to fill in, arrows or numbered points are given as published. */
const answers = [...invented, ...starter].filter(isPlainText);
const longEnough = 300;

/** What speaks against saying this where `published` is the only passage. */
function check(said: readonly string[], published: string) {
  return checkSentences(
    said.map((text) => ({ text, refs: ['E1'] })),
    {
      question: '请问',
      plain: published.padEnd(longEnough, '。'),
      passages: [{ ref: 'E1', title: '问', text: published, inForce: true }],
      fold,
    },
  );
}

function splitStatements(text: string): readonly string[] {
  return text.match(/[^。！？]+[。！？]/gu) ?? [];
}

/** Every text that comes of changing one match. */
function mutate(text: string, pattern: RegExp, change: (found: string) => string) {
  return Array.from(
    text.matchAll(pattern),
    ({ index, 0: found }) =>
      text.slice(0, index) + change(found) + text.slice(index + found.length),
  ).filter((mutant) => mutant !== text);
}

describe('published answers', () => {
  test('pass as they are', () => {
    const short = answers.filter((text) => Array.from(text).length <= longEnough);
    expect(short.length).toBeGreaterThan(40);
    for (const answer of short)
      expect([answer, check([answer], answer)]).toEqual([answer, undefined]);
  });

  test('pass without some of their sentences, from the second on', () => {
    for (const answer of answers) {
      const [, ...others] = splitStatements(answer);
      for (const statement of others.filter((text) => text.length > 8)) {
        expect([statement, check([statement], answer)]).toEqual([statement, undefined]);
      }
    }
  });

  test.each<[string, RegExp, (found: string) => string]>([
    ['a negation is taken out', /[不无未没非勿]/gu, () => ''],
    ['a negation is put in', /应当|可以|必须|有权|需要/gu, (found) => `不${found}`],
    ['a duty becomes a choice', /应当|必须/gu, () => '可以'],
    ['a choice becomes a duty', /可以/gu, () => '应当'],
    ['a ban becomes leave', /不得/gu, () => '可以'],
    ['a right is denied', /有权/gu, () => '无权'],
    ['a number is another', /[一二三四五六七八九十百千万两]+|\d+/gu, () => '九十九'],
    ['above becomes below', /以上/gu, () => '以下'],
    ['an exception is left out', /；[^。]*除外/gu, () => ''],
    ['the organ is another', /行政机关|人民法院|人民政府/gu, () => '派出所'],
    ['the officer becomes the person', /执法人员/gu, () => '您'],
    ['the person becomes the officer', /您/gu, () => '执法人员'],
    ['something is added', /。/gu, () => '，情节严重的加倍。'],
    ['a number to call is added', /。$/gu, () => '。请拨打12333。'],
    ['a ruling is added', /。$/gu, () => '。您的处罚应当撤销。'],
  ])('are refused when %s', (_what, pattern, change) => {
    const mutants = answers.flatMap((answer) =>
      mutate(answer, pattern, change).map((mutant) => ({ mutant, answer })),
    );
    expect(mutants.length).toBeGreaterThan(0);
    const shown = mutants.filter(({ mutant, answer }) => check([mutant], answer) === undefined);
    expect(shown.map(({ mutant }) => mutant)).toEqual([]);
  });
});

describe('rules put together from true words', () => {
  const published =
    '同一个行为，不得给予两次以上罚款。甲类的，应当公告；乙类的，可以口头告知。小店开业以前准备营业执照和场地照片。';

  test.each([
    ['the number inside a rule is left out', '同一个行为，不得给予罚款。', 'rule_reworded'],
    ['conditions change places', '甲类的，可以口头告知；乙类的，应当公告。', 'limits_dropped'],
    ['a rule that goes back to the one before', '乙类的，可以口头告知。', 'limits_dropped'],
    ['a rule is cut short', '同一个行为，不得给予两次以上。', 'invented'],
    ['a condition is gone', '可以口头告知。', 'limits_dropped'],
    ['most words are its own', '小店开张之前得备好执照及照片。', 'off_topic'],
  ])('%s', (_what, said, objection) => {
    expect(check([said], published)).toBe(objection);
  });

  test.each(['甲类的，应当公告。', '小店开业以前都准备营业执照和场地照片。'])(
    'may be one rule, or lightly reworded where nothing binds: %s',
    (said) => expect(check([said], published)).toBeUndefined(),
  );

  test('a negation before words that only join is kept', () => {
    const strict = '不按照规定出具票据的，您有权拒绝。';
    expect(check([strict], strict)).toBeUndefined();
    expect(check(['按照规定出具票据的，您有权拒绝。'], strict)).toBe('negation_dropped');
  });

  test('a bare yes stands only where the passage has it, at the beginning', () => {
    const answered = '可以。请带上证件。';
    expect(check(['可以。', '请带上证件。'], answered)).toBeUndefined();
    expect(check(['请带上证件。', '可以。'], answered)).toBe('off_topic');
    expect(check(['不可以。', '请带上证件。'], answered)).toBe('invented');
    expect(check(['可以。'], '请带上证件。不带的，可以。')).toBe('limits_dropped');
  });
});

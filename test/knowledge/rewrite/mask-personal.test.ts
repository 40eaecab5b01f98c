import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { z } from 'zod';
import { maskPersonal } from '../../../knowledge/rewrite/index.ts';
import { starterDrafts } from '../../../knowledge/starter/index.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import { readSharedLines } from '../../support/shared-data.ts';

/** How a digit may be written; the place in each is the digit. */
const writings = [
  '0123456789',
  '０１２３４５６７８９',
  '〇一二三四五六七八九',
  '零壹贰叁肆伍陆柒捌玖',
  '零幺两三四五六七八九',
  '⓪①②③④⑤⑥⑦⑧⑨',
  '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗',
  '٠١٢٣٤٥٦٧٨٩',
].map((row) => Array.from(row));
const gaps = ['', '', '', ' ', '-', '－', '.', '·', '—', '，', '\u200b', '\ufe0f\u20e3'];
const surroundings: readonly (readonly [string, string])[] = [
  ['罚款不给票据，打我', '可以吗'],
  ['', ''],
  ['号码', '。'],
  ['请联系 ', ' 谢谢'],
  ['（', '）怎么办'],
];

/** A number in any mixture of writings, with gaps anywhere. */
function writeNumber(number: string): fc.Arbitrary<string> {
  const parts = Array.from(number, (character) =>
    fc.tuple(fc.constantFrom(...writings), fc.constantFrom(...gaps)).map(([row, gap]) => {
      const digit = /\d/.test(character) ? row[Number(character)] : character;
      return `${digit}${gap}`;
    }),
  );
  return fc.tuple(...parts).map((written) => written.join(''));
}

/** All digits of a text, in whatever writing, as plain ones. */
function readDigits(text: string): string {
  return Array.from(text, (character) => {
    const digit = writings.findLast((row) => row.includes(character))?.indexOf(character);
    return digit === undefined ? '' : String(digit);
  }).join('');
}

const digits = (count: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })
    .map((list) => list.join(''));
const numbers: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'a mobile number': digits(9).map((rest) => `13${rest}`),
  'a mobile number with the code of China': digits(9).map((rest) => `+8613${rest}`),
  'a landline': digits(7).map((rest) => `0570${rest}`),
  'a landline without its area': digits(7),
  'an identity number': digits(17).map((rest) => `${rest}X`),
  'an identity number of digits': digits(18),
  'an identity number of old': digits(15),
  'a bank card': fc.integer({ min: 16, max: 19 }).chain(digits),
  'a ticket number': digits(8).map((rest) => `26${rest}`),
};

describe('masking what tells who somebody is', () => {
  test.each(Object.entries(numbers))('%s in any writing', (_kind, number) => {
    fc.assert(
      fc.property(
        number.chain((plain) => writeNumber(plain)),
        fc.constantFrom(...surroundings),
        (written, [before, behind]) => {
          const masked = maskPersonal(`${before}${written}${behind}`);
          expect(masked).toMatch(/\[(?:号码|编号)\]/u);
          expect(readDigits(masked)).toBe('');
        },
      ),
    );
  });

  test('a receipt code in capitals, small letters, with dashes or spaces', () => {
    const { codes } = createSecrets([Buffer.alloc(32, 9)]);
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('-', ' ', '', '－'),
        fc.boolean(),
        (id, gap, isSmall) => {
          const code = codes.deriveReceiptCode(id);
          // Letters only and no dash read like words; one code in four hundred is so.
          fc.pre(gap === '-' || gap === '－' || /\d/.test(code));
          const typed = code.replaceAll('-', gap);
          const masked = maskPersonal(`我的是${isSmall ? typed.toLowerCase() : typed}请查`);
          for (const group of code.split('-')) expect(masked.toUpperCase()).not.toContain(group);
        },
      ),
    );
  });

  test('a licence plate', () => {
    const letters = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ');
    const sign = fc.constantFrom(...letters, ...Array.from('0123456789'));
    const plate = fc.tuple(
      fc.constantFrom(...Array.from('浙京沪苏川粤')),
      fc.constantFrom(...letters),
      fc.constantFrom('', '·', ' ', '-'),
      fc.array(sign, { minLength: 5, maxLength: 6 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(plate, fc.boolean(), ([province, letter, gap, rest], isSmall) => {
        const written = `${province}${letter}${gap}${rest}`;
        const masked = maskPersonal(`车${isSmall ? written.toLowerCase() : written}被扣了`);
        expect(masked).toBe('车[车牌]被扣了');
      }),
    );
  });

  test.each([
    ['我叫张伟，被罚了', '我叫[姓名],被罚了'],
    ['姓名：买买提·艾力', '姓名:[姓名]'],
    ['本人王小丫开店', '本人[姓名]开店'],
    ['我儿子赵明明被罚', '我儿子[姓名]被罚'],
    ['法定代表人：李四光', '法定代表人:[姓名]'],
    ['王队长让我交钱', '[姓名]让我交钱'],
    ['刘某某、陈女士在场', '[姓名]、[姓名]在场'],
    ['小王收的钱', '[姓名]收的钱'],
    ['欧阳建国去年被罚', '[姓名]去年被罚'],
    ['张伟去年被罚，李秀英作证', '[姓名]去年被罚,[姓名]作证'],
    ['签发人王彪', '签发人[姓名]'],
    ['my name is Wang Wei', 'my name is [姓名]'],
  ])('a name: %s', (text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });

  test.each([
    ['写信到 zhang.wei@example.com', ['zhang', 'example']],
    ['写信到 zhang.wei(at)example.com', ['zhang', 'example']],
    ['见 https://example.com/u/3?t=abc 的帖子', ['example', 'abc']],
    ['见 example.com.cn/u 的帖子', ['example']],
    ['微信号：zhang_wei88', ['zhang', '88']],
    ['加V zhangwei', ['zhangwei']],
    ['wxid_a1b2c3d4e5', ['a1b2']],
    ['QQ是 123456', ['123456']],
    ['验证码 4321', ['4321']],
    ['电话是138然后0013然后8000', ['138', '0013', '8000']],
    ['138OO138OOO', ['138']],
    ['护照E12345678', ['1234']],
    ['信用代码91330802MA2ABCDE3X', ['9133', 'MA2A']],
    ['家住甲区乙街道丙路12号3幢2单元501室', ['丙路', '12', '501']],
    ['在甲县乙村十三号开店', ['乙村', '十三']],
    ['3栋2单元501', ['3栋', '501']],
    ['我们是甲市明月餐饮管理有限公司', ['明月']],
    ['店名：好再来面馆', ['好再来']],
    ['我开了一家张三面馆', ['张三']],
    ['“好再来”饭店被查', ['好再来']],
    ['甲综执罚决字〔2026〕第12号', ['2026', '12号']],
  ])('%s', (text, secrets) => {
    for (const secret of secrets) expect(maskPersonal(text)).not.toContain(secret);
  });

  test('masks once: what is masked stays as it is', () => {
    const pieces = fc.constantFrom(
      '我叫',
      '张伟',
      '13800138000',
      '路',
      '12号',
      '有限公司',
      '微信',
      'a@b.cn',
      '浙H12345',
      '，',
      ' ',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' })), { maxLength: 12 }),
        (list) => {
          const masked = maskPersonal(list.join(''));
          expect(maskPersonal(masked)).toBe(masked);
        },
      ),
    );
  });

  test('leaves questions about the law alone', () => {
    const wordings = starterDrafts.flatMap(({ question, similar }) => [question, ...similar]);
    const changed = wordings.filter((words) => maskPersonal(words) !== words.normalize('NFKC'));
    expect(changed.length).toBeLessThanOrEqual(0.02 * wordings.length);
    expect(maskPersonal('2026年3月1日罚款5000元，第三十三条，打12345')).toBe(
      '2026年3月1日罚款5000元,第三十三条,打12345',
    );
  });

  test('leaves 19 of 20 real questions alone', () => {
    const rows = readSharedLines('stard_lecoqa/queries.dev.jsonl', z.object({ query: z.string() }));
    const changed = rows?.filter(({ query }) => maskPersonal(query).includes('[')) ?? [];
    expect(changed.length).toBeLessThanOrEqual(0.05 * (rows?.length ?? 0));
  });
});

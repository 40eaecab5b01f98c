import { describe, expect, test } from '@jest/globals';
import { assert, boolean, constantFrom, pre, property, uuid } from 'fast-check';
import { maskCodes, maskPreview } from '../../admin/mask.ts';
import { createSecrets } from '../../platform/seal/index.ts';

const { codes } = createSecrets([Buffer.alloc(32, 9)]);

describe('masking', () => {
  test('hides every receipt code, in whatever way it was typed', () => {
    assert(
      property(uuid(), constantFrom('-', ' ', ''), boolean(), (id, gap, isLower) => {
        const code = codes.deriveReceiptCode(id);
        // Without dashes a code of letters only reads like words; one in four hundred is.
        pre(gap === '-' || /\d/.test(code));
        const typed = code.replaceAll('-', gap);
        const text = `我的查询码：${isLower ? typed.toLowerCase() : typed}，请查`;
        expect(maskCodes(text)).toBe('我的查询码：••••-••••，请查');
      }),
    );
  });

  test.each([
    '工单编号 2610000017，电话 13900001111',
    '银行卡 6222 0210 0111 6245 702',
    'the internationalization of administrative law',
    '执法证号 33080012345678',
  ])('leaves what is no code: %s', (text) => {
    expect(maskCodes(text)).toBe(text);
  });

  test('a preview is short and shows no digit', () => {
    expect(maskPreview('电话13900001111，身份证3301', 12)).toBe(
      '电话•••••••••••…'.slice(0, 12) + '…',
    );
  });
});

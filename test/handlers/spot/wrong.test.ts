import { describe, expect, test } from '@jest/globals';
import { align, tellsOfWrong } from '../../../handlers/spot/index.ts';
import { fold } from '../../../platform/fold/index.ts';

describe('a short telling of what was done to somebody', () => {
  test.each(['昨天城管把我車子拖走了', '交警乱贴条', '我被派出所打了', '市监局罚了我三千'])(
    'is a matter: %s',
    (text) => {
      expect(tellsOfWrong(align(text, fold))).toBe(true);
    },
  );

  test.each(['就在三马路口', '我罚了款', '城管局在哪里', '谢谢', '不知道'])(
    'is none: %s',
    (text) => {
      expect(tellsOfWrong(align(text, fold))).toBe(false);
    },
  );
});

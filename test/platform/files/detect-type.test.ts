import { describe, expect, test } from '@jest/globals';
import { detectType } from '../../../platform/files/detect-type.ts';

describe('the type of bytes', () => {
  test.each([
    ['a voice as WeChat keeps it', '\u0002#!SILK_V3\u0000', 'audio/silk'],
    ['a voice in plain SILK', '#!SILK_V3\u0000', 'audio/silk'],
    ['a voice as WeChat hands it on', '#!AMR\n\u0000', 'audio/amr'],
  ])('%s is told by its beginning', async (_, start, mimeType) => {
    const bytes = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(64)]);
    expect(await detectType(bytes)).toEqual({ mimeType, isPicture: false });
  });

  test('that only mentions a format is not taken', async () => {
    expect(await detectType(Buffer.from('words about #!SILK_V3'))).toBeUndefined();
  });
});

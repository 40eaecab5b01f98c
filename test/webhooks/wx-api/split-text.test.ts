import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { splitText } from '../../../webhooks/wx-api/index.ts';

const text = fc.string({ unit: 'binary', maxLength: 400 });
const limit = fc.integer({ min: 4, max: 200 });

describe('splitting a long text', () => {
  it('loses nothing, stays within the limit and breaks no character', () => {
    fc.assert(
      fc.property(text, limit, (whole, maxBytes) => {
        const parts = splitText(whole, maxBytes);
        expect(parts.join('')).toBe(whole);
        for (const part of parts) {
          expect(part).not.toBe('');
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
          expect(Buffer.from(part).toString()).toBe(part);
        }
      }),
    );
  });

  it('leaves a text alone that fits', () => {
    expect(splitText('您好', 6)).toEqual(['您好']);
    expect(splitText('', 6)).toEqual([]);
  });

  it('prefers the end of a line, then of a sentence', () => {
    expect(splitText('第一行内容\n第二行。第三', 24)).toEqual(['第一行内容\n', '第二行。第三']);
    expect(splitText('第一句。第二句', 18)).toEqual(['第一句。', '第二句']);
  });

  it('does not leave a part nearly empty for the sake of a line', () => {
    expect(splitText(`a\n${'x'.repeat(20)}`, 10)[0]).toHaveLength(10);
  });

  it('splits 4,000 Han characters and emoji at the byte limit of WeChat', () => {
    const parts = splitText('督'.repeat(3_000) + '😀'.repeat(1_000), 2_048);
    expect(parts.every((part) => !part.includes('\uFFFD'))).toBe(true);
    expect(parts).toHaveLength(7);
  });
});

import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readVectors, writeVectors, type KeptVector } from '../../../knowledge/vectors/index.ts';

const kept = new Map<string, KeptVector>([
  ['罚款', { version: 1, vector: Float32Array.of(0.6, 0.8, 0) }],
  ['review', { version: 70_000, vector: Float32Array.of(0, 0, 1) }],
]);

describe('kept vectors', () => {
  test('are read as they were written', () => {
    expect(readVectors(writeVectors('bge', kept), 'bge')).toEqual(kept);
    expect(readVectors(writeVectors('bge', new Map()), 'bge')).toEqual(new Map());
  });

  test('of another model are none', () => {
    expect(readVectors(writeVectors('bge', kept), 'ada')).toBe('other_model');
  });

  test('with any byte changed, or cut anywhere, are none', () => {
    const bytes = writeVectors('bge', kept);
    // Bytes 12 to 15 mean nothing.
    const place = fc.integer({ min: 0, max: bytes.length - 1 }).filter((at) => at < 12 || at > 15);
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(typeof readVectors(damaged, 'bge')).toBe('string');
        expect(typeof readVectors(bytes.slice(0, at), 'bge')).toBe('string');
      }),
    );
  });
});

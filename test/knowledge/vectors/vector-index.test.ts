import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createVectorIndex } from '../../../knowledge/vectors/index.ts';

const dimension = 6;

/** Whole numbers: sums of products are exact, so that the naive way gives the very same. */
const vector = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: dimension, maxLength: dimension })
  .map((numbers) => Float32Array.from(numbers));
const id = fc.constantFrom(...Array.from('abcdefgh'));
const act = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), id, vector }),
  fc.record({ kind: fc.constant('drop' as const), id }),
);

function multiply(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, number, at) => sum + number * (b[at] ?? 0), 0);
}

describe('vectors', () => {
  test('are found as by comparing all of them, after any sets and drops', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 60 }),
        vector,
        fc.integer({ min: 1, max: 10 }),
        (acts, query, limit) => {
          const index = createVectorIndex(dimension);
          const plain = new Map<string, Float32Array>();
          for (const step of acts) {
            if (step.kind === 'drop') {
              const wasThere = index.drop(step.id);
              if (wasThere !== plain.delete(step.id)) return false;
              continue;
            }
            index.set(step.id, step.vector);
            plain.set(step.id, step.vector);
          }
          const hits = index.search(query, limit);
          const all = new Map(Array.from(plain, ([key, given]) => [key, multiply(given, query)]));
          const best = [...all.values()].toSorted((a, b) => b - a).slice(0, limit);
          expect(index.count()).toBe(plain.size);
          expect(hits.map(({ likeness }) => likeness)).toEqual(best);
          expect(hits.map((hit) => all.get(hit.id))).toEqual(best);
          return new Set(hits.map((hit) => hit.id)).size === hits.length;
        },
      ),
    );
  });

  test('grow beyond the first rows, in any dimension', () => {
    const index = createVectorIndex(3);
    for (let at = 0; at < 1000; at += 1) index.set(`d${at}`, Float32Array.of(at, 1, 0));
    expect(index.search(Float32Array.of(1, 0, 0), 2)).toEqual([
      { id: 'd999', likeness: 999 },
      { id: 'd998', likeness: 998 },
    ]);
  });

  test('of another dimension are refused', () => {
    const index = createVectorIndex(3);
    expect(() => index.set('a', new Float32Array(4))).toThrow(RangeError);
    expect(() => index.search(new Float32Array(2), 1)).toThrow(RangeError);
  });
});

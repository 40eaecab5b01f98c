import { expect, test } from '@jest/globals';
import { audiences } from '../../../knowledge/retrieval/document.ts';
import { createRank, type Part } from '../../../knowledge/retrieval/rank.ts';

const size = 60_000;
const rare = 1;
const common = [2, 3, 4, 5];

/** Documents that all have four common words; two have the rare one, and the second of them more of a common one. */
function buildCrowd(): Part {
  const all = Uint16Array.from({ length: size }, (_, document) => document);
  const steps = new Uint8Array(size).fill(60);
  const moreOfLast = steps.slice();
  moreOfLast[50_000] = 200;
  return {
    facts: {
      ids: Array.from(all, (document) => `d${document}`),
      areas: [''],
      area: new Uint16Array(size),
      audience: new Uint8Array(size).fill(audiences.indexOf('public')),
      from: new Int32Array(size),
      to: new Int32Array(size),
      capacity: new Float32Array(size).fill(1),
    },
    dead: new Uint8Array(size),
    find(key) {
      if (key === rare) {
        const documents = Uint16Array.of(7, 50_000);
        return { documents, impacts: Uint8Array.of(100, 100), from: 0, to: 2 };
      }
      const impacts = key === common.at(-1) ? moreOfLast : steps;
      return common.includes(key) ? { documents: all, impacts, from: 0, to: size } : undefined;
    },
  };
}

test('words too common to be walked through still settle the order of the best', () => {
  const rank = createRank(size, 1);
  const terms = [rare, ...common].map((key) => ({ key, weight: 1, isAsked: true }));
  const hits = rank([buildCrowd()], terms, { audience: 'public' }, 2);
  expect(hits.map(({ id }) => id)).toEqual(['d50000', 'd7']);
  expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? Infinity);
  expect(hits[0]?.coverage).toBe(hits[1]?.coverage);
});

test('a question of common words only is answered all the same', () => {
  const rank = createRank(size, 1);
  const terms = common.map((key) => ({ key, weight: 1, isAsked: true }));
  expect(rank([buildCrowd()], terms, { audience: 'public' }, 3)).toHaveLength(3);
});

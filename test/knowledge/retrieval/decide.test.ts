import { describe, expect, test } from '@jest/globals';
import {
  chosenThresholds,
  decide,
  fuseRankings,
  type Hit,
} from '../../../knowledge/retrieval/index.ts';

function buildHit(id: string, worth: number): Hit {
  return { id, worth, score: worth * 100, coverage: worth / 2 };
}

describe('the decision', () => {
  const { sure, near, ahead } = chosenThresholds;

  test('is silent when nothing was found', () => {
    expect(decide([])).toEqual({ kind: 'silent' });
  });

  test('is silent when all that was found is worth too little, whatever its score', () => {
    const weak = { ...buildHit('a', near - 0.01), score: 9000 };
    expect(decide([weak])).toEqual({ kind: 'silent' });
  });

  test('is an answer when the best is worth enough and clearly ahead', () => {
    const best = buildHit('a', sure);
    expect(decide([best, buildHit('b', sure / ahead - 0.01)])).toEqual({ kind: 'sure', hit: best });
    expect(decide([best])).toEqual({ kind: 'sure', hit: best });
  });

  test('is a choice when a second one is close, however good both are', () => {
    const hits = [buildHit('a', 0.9), buildHit('b', 0.89)];
    expect(decide(hits)).toEqual({ kind: 'near', hits });
  });

  test('offers three at most, and none that is worth too little', () => {
    const hits = [0.5, 0.45, 0.4, 0.35].map((worth, at) => buildHit(`h${at}`, worth));
    expect(decide(hits)).toEqual({ kind: 'near', hits: hits.slice(0, 3) });
    const [first] = hits;
    expect(decide([...hits.slice(0, 1), buildHit('far', 0.1)])).toEqual({
      kind: 'near',
      hits: [first],
    });
  });
});

describe('fusing rankings', () => {
  test('what two rankings agree on comes before the first place of one', () => {
    expect(
      fuseRankings([
        ['a', 'b'],
        ['c', 'b'],
      ]),
    ).toEqual(['b', 'a', 'c']);
  });

  test('one ranking stays as it is, none gives none', () => {
    expect(fuseRankings([['a', 'b', 'c']])).toEqual(['a', 'b', 'c']);
    expect(fuseRankings([[], []])).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  buildIndex,
  chosenWeights,
  readSnapshot,
  type SearchIndex,
  writeSnapshot,
} from '../../../knowledge/retrieval/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { buildDocument } from './build-document.ts';

const documents = [
  buildDocument({ id: 'fire', body: '消防通道不得堵塞。', area: 'fire', title: '消防法' }),
  buildDocument({ id: '租赁𠮷', body: '出租人交付租赁物。', wordings: ['房东不交房怎么办'] }),
  buildDocument({
    id: 'old',
    body: '旧法条文。',
    inForce: { from: '1997-01-01', to: '2004-06-30' },
  }),
];

function buildChanged(): SearchIndex {
  const index = buildIndex(documents, { fold });
  index.remove('fire');
  index.put(buildDocument({ id: 'new', body: '行政检查应当出示执法证件。', audience: 'staff' }));
  return index;
}

function readIndex(bytes: Uint8Array): SearchIndex {
  const read = readSnapshot(bytes, { fold });
  if (read.kind === 'refused') throw new Error(read.why);
  return read.index;
}

function explainRefusal(bytes: Uint8Array): string {
  const read = readSnapshot(bytes, { fold });
  return read.kind === 'refused' ? read.why : 'read';
}

describe('a snapshot', () => {
  test('finds exactly what the index found, changes included', () => {
    const index = buildChanged();
    const again = readIndex(writeSnapshot(index, 'edition'));
    for (const text of ['消防通道', '房东', '旧法', '出示证件', '交付租赁物']) {
      for (const audience of ['public', 'staff'] as const) {
        const filter = { audience, inForceOn: '2003-01-01' };
        expect(again.search(text, filter, 10)).toEqual(index.search(text, filter, 10));
      }
    }
    expect(again.measure()).toEqual({ documents: 3, dead: 1, changes: 0 });
  });

  test('gives back the edition it was written for', () => {
    const read = readSnapshot(writeSnapshot(buildChanged(), '版本 7'), { fold });
    expect(read).toMatchObject({ kind: 'read', edition: '版本 7' });
  });

  test('takes changes after it was read', () => {
    const again = readIndex(writeSnapshot(buildChanged(), ''));
    again.put(buildDocument({ id: 'fire', body: '灭火器应当定期检验。' }));
    expect(again.search('灭火器', { audience: 'public' }, 5).map(({ id }) => id)).toEqual(['fire']);
    again.remove('租赁𠮷');
    expect(again.search('租赁物', { audience: 'staff' }, 5)).toEqual([]);
  });

  test('can lie anywhere in a larger buffer', () => {
    const bytes = writeSnapshot(buildChanged(), '');
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(readIndex(larger.subarray(3)).measure().documents).toBe(3);
  });

  test('of an index without documents is read as one', () => {
    expect(readIndex(writeSnapshot(buildIndex([], { fold }), '')).measure().documents).toBe(0);
  });
});

describe('a snapshot is refused', () => {
  const bytes = writeSnapshot(buildChanged(), 'edition');

  test('when any byte of its contents differs', () => {
    const change = fc.tuple(
      fc.integer({ min: 8, max: bytes.length - 1 }).filter((at) => at < 12 || at >= 16),
      fc.integer({ min: 1, max: 255 }),
    );
    fc.assert(
      fc.property(change, ([at, flip]) => {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        expect(explainRefusal(damaged)).toBe('damaged');
      }),
      { numRuns: 500 },
    );
  });

  test('when it ends early, at whatever place', () => {
    for (let length = 0; length < bytes.length; length += 7) {
      expect(['damaged', 'not_a_snapshot']).toContain(explainRefusal(bytes.slice(0, length)));
    }
  });

  test('when it is something else', () => {
    expect(explainRefusal(new TextEncoder().encode('{"ids":[]}'.padEnd(64)))).toBe(
      'not_a_snapshot',
    );
  });

  test('when another version wrote it', () => {
    const other = bytes.slice();
    other[4] = 0xff;
    expect(explainRefusal(other)).toBe('other_version');
  });

  test('when it was laid out with other weights', () => {
    const weights = { ...chosenWeights, lead: chosenWeights.lead + 1 };
    const foreign = writeSnapshot(buildIndex(documents, { fold, weights }), '', weights);
    expect(explainRefusal(foreign)).toBe('other_weights');
  });
});

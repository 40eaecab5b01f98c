import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  buildIndex,
  type Document,
  type Filter,
  openIndex,
  type SearchIndex,
} from '../../../knowledge/retrieval/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { buildDocument } from './build-document.ts';

const everyone: Filter = { audience: 'public' };

function listIds(index: SearchIndex, text: string, filter = everyone): readonly string[] {
  return index.search(text, filter, 10).map(({ id }) => id);
}

/** How many are found of one document. */
function countFound(document: Partial<Document>, filter: Partial<Filter>): number {
  const index = buildIndex([buildDocument(document)], { fold });
  return index.search('出具收据', { ...everyone, ...filter }, 5).length;
}

const fire = buildDocument({ id: 'fire', body: '消防通道不得堵塞，违者由消防救援机构责令改正。' });
const licence = buildDocument({ id: 'licence', body: '经营餐馆应当取得食品经营许可证。' });
const rent = buildDocument({ id: 'rent', body: '出租人应当按照约定将租赁物交付承租人。' });

describe('what is found', () => {
  const index = buildIndex([fire, licence, rent], { fold });

  test('the document that the question is about comes first', () => {
    expect(listIds(index, '开餐馆要办食品许可证吗')[0]).toBe('licence');
  });

  test('a question in Traditional characters finds a Simplified text, and the other way round', () => {
    expect(listIds(index, '消防通道被堵塞')[0]).toBe('fire');
    expect(listIds(index, '經營餐館的許可證')[0]).toBe('licence');
    const traditional = buildIndex([{ ...fire, body: '消防通道不得堵塞，違者責令改正。' }], {
      fold,
    });
    expect(listIds(traditional, '违者')).toEqual(['fire']);
  });

  test('full-width letters and capitals find plain ones', () => {
    const post = buildIndex([fire, buildDocument({ id: 'post', body: '可以通过EMS寄送材料。' })], {
      fold,
    });
    expect(listIds(post, 'ｅｍｓ')).toEqual(['post']);
  });

  test('a word of everyday life finds the word of the statute', () => {
    expect(listIds(index, '房东')).toEqual(['rent']);
  });

  test('the short name of a statute finds its full title', () => {
    const statutes = buildIndex(
      [
        buildDocument({ id: 'reconsideration', title: '行政复议法', body: '申请人可以口头申请。' }),
        buildDocument({ id: 'consumers', title: '消费者权益保护法', body: '经营者应当出具凭证。' }),
      ],
      { fold },
    );
    expect(listIds(statutes, '消法')[0]).toBe('consumers');
  });

  test('the best of several wordings counts, however many there are', () => {
    const wordings = ['怎么举报消防隐患', '消防通道堵了找谁', '楼道堆东西谁管', '灭火器过期'];
    const answer = buildDocument({ id: 'answer', wordings, body: '请拨打电话。' });
    const other = buildDocument({ id: 'other', wordings: ['灭火器怎么用'], body: '请看说明。' });
    expect(listIds(buildIndex([other, answer], { fold }), '灭火器过期')[0]).toBe('answer');
  });

  test('nothing is found for words that no document has, for marks, and for nothing', () => {
    for (const text of ['彩虹', '？！……', '', '  ']) expect(listIds(index, text)).toEqual([]);
  });

  test('an index without documents finds nothing and takes some later', () => {
    const empty = buildIndex([], { fold });
    expect(listIds(empty, '消防')).toEqual([]);
    empty.put(fire);
    expect(listIds(empty, '消防')).toEqual(['fire']);
  });

  test('of two documents with one id the later one stays', () => {
    const index2 = buildIndex(
      [
        { ...rent, id: 'same' },
        { ...fire, id: 'same' },
      ],
      { fold },
    );
    expect(index2.measure().documents).toBe(1);
    expect(listIds(index2, '消防')).toEqual(['same']);
    expect(listIds(index2, '租赁物')).toEqual([]);
  });
});

describe('what may be found', () => {
  test.each([
    ['public', 'public', 1],
    ['public', 'staff', 1],
    ['specialists', 'public', 0],
    ['specialists', 'specialists', 1],
    ['staff', 'specialists', 0],
    ['staff', 'staff', 1],
  ] as const)('a document for %s is shown to %s: %d', (document, asker, found) => {
    expect(countFound({ audience: document }, { audience: asker })).toBe(found);
  });

  test.each([
    ['2021-07-14', 0],
    ['2021-07-15', 1],
    ['2026-01-31', 1],
    ['2026-02-01', 0],
  ])('a law in force from 2021-07-15 to 2026-01-31 is found for %s: %d', (inForceOn, found) => {
    const inForce = { from: '2021-07-15', to: '2026-01-31' };
    expect(countFound({ inForce }, { inForceOn })).toBe(found);
  });

  test('a law whose dates are unknown is found for no day, only when no day is asked for', () => {
    expect(countFound({ inForce: 'unknown' }, { inForceOn: '2026-02-01' })).toBe(0);
    expect(countFound({ inForce: 'unknown' }, {})).toBe(1);
  });

  test('a document without dates holds on every day', () => {
    expect(countFound({}, { inForceOn: '1949-10-01' })).toBe(1);
  });

  test('only the areas asked for are found', () => {
    expect(countFound({ area: 'fire' }, { areas: ['fire', 'food'] })).toBe(1);
    expect(countFound({ area: 'fire' }, { areas: ['food'] })).toBe(0);
    expect(countFound({}, { areas: ['food'] })).toBe(0);
  });

  test('a day written otherwise is refused', () => {
    expect(() => countFound({}, { inForceOn: '2026-2-1' })).toThrow(RangeError);
    expect(() => countFound({ inForce: { from: '2026/02/01' } }, {})).toThrow(RangeError);
  });
});

describe('changes', () => {
  test('an added document is found by the next search', () => {
    const index = buildIndex([fire], { fold });
    index.put(rent);
    expect(listIds(index, '租赁物')).toEqual(['rent']);
    expect(index.measure()).toEqual({ documents: 2, dead: 0, changes: 1 });
  });

  test('a replaced document is found by its new words only', () => {
    const index = buildIndex([fire, rent], { fold });
    index.put({ ...rent, body: '承揽人应当交付工作成果。' });
    expect(listIds(index, '租赁物')).toEqual([]);
    expect(listIds(index, '工作成果')).toEqual(['rent']);
    index.put({ ...rent, body: '保管人应当给付保管凭证。' });
    expect(listIds(index, '工作成果')).toEqual([]);
    expect(index.measure()).toEqual({ documents: 2, dead: 2, changes: 2 });
  });

  test('a removed document is not found; removing it again says so', () => {
    const index = buildIndex([fire, rent], { fold });
    expect(index.remove('rent')).toBe(true);
    expect(listIds(index, '租赁物')).toEqual([]);
    expect(index.has('rent')).toBe(false);
    expect(index.remove('rent')).toBe(false);
  });

  test('any row of changes leaves the same to be found as building anew', () => {
    const words = ['消防', '通道', '许可', '租赁', '处罚', '听证', '复议'];
    const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 });
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      words: fc.option(text, { nil: undefined }),
      laysOut: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 20 }),
        fc.constantFrom(...words),
        (changes, asked) => {
          let index = buildIndex([buildDocument({ id: 'a', body: '消防' })], { fold });
          const kept = new Map([['a', '消防']]);
          for (const { id, words: said, laysOut } of changes) {
            if (said === undefined) {
              index.remove(id);
              kept.delete(id);
            } else {
              index.put(buildDocument({ id, body: said.join('，') }));
              kept.set(id, said.join('，'));
            }
            if (laysOut) index = openIndex(index.layOut(), { fold });
          }
          const anew = buildIndex(
            [...kept].map(([id, body]) => buildDocument({ id, body })),
            { fold },
          );
          expect(listIds(index, asked).toSorted()).toEqual(listIds(anew, asked).toSorted());
          expect(index.measure().documents).toBe(kept.size);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('a hit says how much of the question it has', () => {
  const index = buildIndex([fire, licence, rent], { fold });
  const [whole] = index.search('消防通道不得堵塞', everyone, 1);
  const [part] = index.search('消防通道与租赁合同的登记手续', everyone, 1);
  expect(whole?.coverage).toBeGreaterThan(part?.coverage ?? 1);
  expect(whole?.worth).toBeGreaterThan(part?.worth ?? 1);
});

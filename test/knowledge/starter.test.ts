import { describe, expect, test } from '@jest/globals';
import { starterDrafts } from '../../knowledge/index.ts';
import { starterAreas } from '../../knowledge/starter/areas.ts';
import { fold } from '../../platform/fold/index.ts';

/** Words of somebody who rules; here only the deciding organ does. */
const rulings =
  /一定违法|肯定违法|必然违法|就是违法的|肯定能|一定能|保证能|必定|百分之百|必须赔|一定赔|肯定赔|必胜|能赢|您没有违法|您的处罚无效|不用交罚款/u;

describe('the starter knowledge', () => {
  test('has at least 170 entries, eight or more in every area', () => {
    expect(starterDrafts.length).toBeGreaterThanOrEqual(170);
    for (const { name, drafts } of starterAreas) {
      expect({ name, isEnough: drafts.length >= 8 }).toEqual({ name, isEnough: true });
    }
  });

  test('names every entry once, in words for an address', () => {
    const ids = starterDrafts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z0-9]+)*$/u.test(id))).toEqual([]);
  });

  test('asks every question in three to eight other ways, and no two entries in the same', () => {
    const entryOf = new Map<string, string>();
    for (const { id, question, similar } of starterDrafts) {
      expect({ id, asks: question.endsWith('？') }).toEqual({ id, asks: true });
      expect({ id, isAskedOften: similar.length >= 3 && similar.length <= 8 }).toEqual({
        id,
        isAskedOften: true,
      });
      for (const wording of [question, ...similar]) {
        const folded = fold(wording).replaceAll(/[\p{P}\s]/gu, '');
        expect({ wording, usedBy: entryOf.get(folded) }).toEqual({ wording, usedBy: undefined });
        entryOf.set(folded, id);
      }
    }
  });

  test('answers at a length that is read on a telephone, and rules on nobody', () => {
    for (const { id, answer } of starterDrafts) {
      const length = Array.from(answer.matchAll(/\p{Script=Han}/gu)).length;
      expect({ id, isReadable: length >= 20 && length <= 220 }).toEqual({ id, isReadable: true });
      expect({ id, ruling: rulings.exec(answer)?.[0] }).toEqual({ id, ruling: undefined });
    }
  });

  test('only entries about this bureau go without a citation', () => {
    const uncited = starterDrafts.filter(({ citations }) => citations.length === 0);
    expect(uncited.filter(({ id }) => !/^(bureau|staff)-/u.test(id))).toEqual([]);
  });

  test('leaves what differs from place to place blank', () => {
    const where = starterDrafts.find(({ id }) => id === 'bureau-where');
    expect(where?.answer).toContain('【待填】');
    for (const { answer } of starterDrafts) expect(answer).not.toMatch(/\d{3,4}-\d{7,8}|路\d+号/u);
  });

  test('has entries for specialists and for staff apart from those for everybody', () => {
    expect(countFor('specialists')).toBeGreaterThanOrEqual(12);
    expect(countFor('staff')).toBeGreaterThanOrEqual(8);
  });
});

function countFor(audience: string): number {
  return starterDrafts.filter((draft) => draft.audience === audience).length;
}

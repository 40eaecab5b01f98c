import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  findPasses,
  findResponsibleOrgan,
  findTown,
  listSubtree,
  listRespondentSide,
  type Unit,
} from '../../../people/index.ts';
import { aTangle, aTree, buildCounty, buildUnit } from '../../support/build-units.ts';

const county = buildCounty();
const answering: readonly Unit['kind'][] = ['government', 'department', 'town', 'vertical'];

describe('the organ that answers', () => {
  it.each([
    ['a department', 'urban', 'urban'],
    ['a town', 'qiaotou', 'qiaotou'],
    ['an organ of a vertical line', 'tax', 'tax'],
    ['a station', 'station', 'market'],
    ['an entrusted team', 'entrusted', 'urban'],
    ['an empowered team', 'empowered', 'qiaotou'],
  ])('of %s', (_, unitId, organId) => {
    expect(findResponsibleOrgan(county, unitId).id).toBe(organId);
  });

  it('is the body itself where a law empowered it and no town stands above it', () => {
    const body = buildUnit({ id: 'body', kind: 'empowered', parentId: 'county' });
    expect(findResponsibleOrgan([...county, body], 'body').id).toBe('body');
  });

  it('of a team that a station entrusted is the department of that station', () => {
    const team = buildUnit({ id: 'team', kind: 'entrusted', responsibleOrganId: 'station' });
    expect(findResponsibleOrgan([...county, team], 'team').id).toBe('market');
  });

  it('is one and only one for every unit of every tree, and answers for itself', () => {
    fc.assert(
      fc.property(aTree, (units) => {
        for (const { id } of units) {
          const organ = findResponsibleOrgan(units, id);
          expect(units).toContain(organ);
          expect(findResponsibleOrgan(units, organ.id)).toBe(organ);
        }
      }),
    );
  });

  it('is never below: governments, departments, towns and vertical organs answer for themselves', () => {
    fc.assert(
      fc.property(aTree, (units) => {
        for (const unit of units.filter(({ kind }) => answering.includes(kind))) {
          expect(findResponsibleOrgan(units, unit.id)).toBe(unit);
        }
      }),
    );
  });

  it('is found even where circles were stored', () => {
    fc.assert(
      fc.property(aTangle, (units) => {
        for (const { id } of units) {
          expect(units).toContain(findResponsibleOrgan(units, id));
          listRespondentSide(units, id);
          findPasses(units, id);
        }
      }),
    );
  });
});

describe('the side of the respondent', () => {
  it('of an entrusted team is the team, the town, who entrusted it, and all above', () => {
    expect(new Set(listRespondentSide(county, 'entrusted'))).toEqual(
      new Set(['entrusted', 'qiaotou', 'urban', 'city-urban', 'county', 'city']),
    );
  });

  it('of a department is its stations too, and no other department', () => {
    expect(new Set(listRespondentSide(county, 'market'))).toEqual(
      new Set(['market', 'station', 'county', 'city']),
    );
  });

  it('takes in another organ that was named for the matter, with those above it', () => {
    expect(listRespondentSide(county, 'qiaotou', 'urban')).toEqual(
      expect.arrayContaining(['qiaotou', 'urban', 'city-urban', 'entrusted', 'empowered']),
    );
  });

  it('never takes in who supervises, unless that is who is complained about', () => {
    for (const { id, supervises } of county) {
      if (supervises !== undefined) continue;
      expect(listRespondentSide(county, id)).not.toContain('bureau');
      expect(listRespondentSide(county, id)).not.toContain('office');
    }
    expect(listRespondentSide(county, 'office')).toContain('bureau');
  });

  it('is empty for nobody', () => {
    expect(listRespondentSide(county, 'nobody')).toEqual([]);
  });

  it('holds the unit, its organ and every superior of both, in every tree', () => {
    fc.assert(
      fc.property(aTree, (units) => {
        const byId = new Map(units.map((unit) => [unit.id, unit]));
        for (const { id } of units) {
          const side = new Set(listRespondentSide(units, id));
          expect(side).toContain(id);
          expect(side).toContain(findResponsibleOrgan(units, id).id);
          for (const member of [id, findResponsibleOrgan(units, id).id]) {
            for (let above = byId.get(member); above !== undefined;) {
              expect(side).toContain(above.id);
              above = above.parentId === undefined ? undefined : byId.get(above.parentId);
            }
          }
        }
      }),
    );
  });

  it('holds all whose acts the unit answers for at first hand', () => {
    fc.assert(
      fc.property(aTree, (units) => {
        for (const { id } of units) {
          const side = listRespondentSide(units, id);
          const own = units.filter(
            ({ kind, parentId }) => parentId === id && !answering.includes(kind),
          );
          for (const below of own) expect(side).toContain(below.id);
        }
      }),
    );
  });
});

describe('a matter against a town', () => {
  it.each(['qiaotou', 'empowered', 'entrusted', 'station', 'office'])(
    'or what works there (%s) passes by all of that town, to the bureau of the county',
    (unitId) => {
      const pass = findPasses(county, unitId);
      expect(pass).toMatchObject({ townId: 'qiaotou', bureauId: 'bureau' });
      expect(new Set(pass?.passedIds)).toEqual(
        new Set(['qiaotou', 'office', 'station', 'entrusted', 'empowered']),
      );
    },
  );

  it('leaves other towns alone', () => {
    expect(findPasses(county, 'tangxi')?.passedIds).toEqual(['tangxi']);
  });

  it('goes to the city where the county has no bureau', () => {
    const without = county.filter(({ id }) => id !== 'bureau');
    expect(findPasses(without, 'qiaotou')?.bureauId).toBe('city-bureau');
  });

  it.each(['urban', 'county', 'tax', 'nobody'])('is none above the towns (%s)', (unitId) => {
    expect(findPasses(county, unitId)).toBeUndefined();
    expect(findTown(county, unitId)).toBeUndefined();
  });
});

describe('what stands under a unit', () => {
  it('is all of its branch, with itself', () => {
    const ids = listSubtree(county, 'county').map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['county', 'urban', 'qiaotou', 'entrusted']));
    expect(ids).not.toContain('tax');
    expect(listSubtree(county, 'nobody')).toEqual([]);
  });
});

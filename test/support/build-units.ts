import * as fc from 'fast-check';
import { unitKinds, type Unit } from '../../people/index.ts';

/** A department of a county; every field can be given. */
export function buildUnit(fields: Partial<Unit> & Pick<Unit, 'id'>): Unit {
  return {
    version: 1,
    name: `单位${fields.id}`,
    aliases: [],
    kind: 'department',
    level: 'county',
    areas: [],
    ...fields,
  };
}

/**
 * An invented county with its city above it: departments, a town with a judicial office, a station, a team that acts
 * for a department, one that was given powers, and an organ that answers to its line alone.
 */
export function buildCounty(): readonly Unit[] {
  const city = { level: 'city' } as const;
  const town = { level: 'township', townId: 'qiaotou' } as const;
  return [
    buildUnit({ id: 'city', name: '云岭市人民政府', kind: 'government', ...city }),
    buildUnit({
      id: 'city-bureau',
      name: '云岭市司法局',
      parentId: 'city',
      supervises: 'bureau',
      ...city,
    }),
    buildUnit({ id: 'city-urban', name: '云岭市城市管理局', parentId: 'city', ...city }),
    buildUnit({ id: 'city-tax', name: '云岭市税务局', kind: 'vertical', ...city }),
    buildUnit({ id: 'county', name: '清河县人民政府', kind: 'government', parentId: 'city' }),
    buildUnit({ id: 'bureau', name: '清河县司法局', parentId: 'county', supervises: 'bureau' }),
    buildUnit({
      id: 'urban',
      name: '清河县城市管理局',
      aliases: ['清河城管局', '县城管'],
      parentId: 'county',
      guideId: 'city-urban',
      areas: ['city_management'],
    }),
    buildUnit({ id: 'market', name: '清河县市场监督管理局', parentId: 'county' }),
    buildUnit({ id: 'tax', name: '清河县税务局', kind: 'vertical', parentId: 'city-tax' }),
    buildUnit({
      id: 'qiaotou',
      name: '桥头镇',
      kind: 'town',
      level: 'township',
      parentId: 'county',
    }),
    buildUnit({
      id: 'tangxi',
      name: '塘溪镇',
      kind: 'town',
      level: 'township',
      parentId: 'county',
    }),
    buildUnit({
      id: 'office',
      name: '桥头司法所',
      kind: 'station',
      parentId: 'bureau',
      supervises: 'judicial_office',
      ...town,
    }),
    buildUnit({
      id: 'station',
      name: '桥头市场监管所',
      kind: 'station',
      parentId: 'market',
      ...town,
    }),
    buildUnit({
      id: 'entrusted',
      name: '桥头镇城管中队',
      kind: 'entrusted',
      level: 'township',
      parentId: 'qiaotou',
      responsibleOrganId: 'urban',
    }),
    buildUnit({
      id: 'empowered',
      name: '桥头镇综合行政执法队',
      kind: 'empowered',
      level: 'township',
      parentId: 'qiaotou',
    }),
  ];
}

/** Trees without a fault: every unit stands under an earlier one, and points at earlier ones only. */
export const aTree: fc.Arbitrary<readonly Unit[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...unitKinds),
      parent: fc.option(fc.nat(29), { freq: 6 }),
      organ: fc.option(fc.nat(29)),
      town: fc.option(fc.nat(29)),
      guide: fc.option(fc.nat(29)),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((drawn) =>
    drawn.map(({ kind, parent, organ, town, guide }, index) => {
      const earlier = (nth: number | null) => `u${(nth ?? 0) % Math.max(index, 1)}`;
      const has = (nth: number | null) => nth !== null && index > 0;
      return buildUnit({
        id: `u${index}`,
        kind,
        ...(has(parent) && { parentId: earlier(parent) }),
        ...(has(organ) && { responsibleOrganId: earlier(organ) }),
        ...(has(town) && { townId: earlier(town) }),
        ...(has(guide) && { guideId: earlier(guide) }),
      });
    }),
  );

/** Anything that could ever be stored: circles, units under themselves, ids of nobody. */
export const aTangle: fc.Arbitrary<readonly Unit[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...unitKinds),
      links: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9)),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ kind, links: [parent, organ, town, guide] }, index) =>
      buildUnit({
        id: `u${index}`,
        kind,
        parentId: `u${parent}`,
        responsibleOrganId: `u${organ}`,
        townId: `u${town}`,
        guideId: `u${guide}`,
      }),
    ),
  );

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  createFindUnitFaults,
  findResponsibleOrgan,
  planUnits,
  unitColumns,
  type Unit,
  type UnitColumn,
} from '../../../people/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { aTangle, aTree, buildCounty, buildUnit } from '../../support/build-units.ts';
import { unitHeadings, unitWords } from '../../support/unit-words.ts';

const toHeading = (column: UnitColumn) => unitHeadings[column];
const heading = unitColumns.map((column) => unitHeadings[column]);

function plan(rows: readonly string[], stored: readonly Unit[] = []) {
  let drawn = 0;
  const createId = () => `new-${(drawn += 1)}`;
  const sheet = [heading, ...rows.map((row) => row.split(','))];
  return planUnits(sheet, stored, { toHeading, words: unitWords, fold, createId });
}

/** Columns: 名称,简称,类别,层级,上级单位,责任机关,所在乡镇,上级主管部门,领域,监督职责,状态 */
const invented = [
  '白石镇综合执法队,白石执法队、镇执法队,受委托组织,乡镇,白石镇,青溪县城管局,,,,,',
  '青溪县人民政府,,政府,县级',
  '白石镇,,乡镇街道,乡镇,青溪县人民政府',
  '青溪县城管局,,部门,县级,青溪县人民政府,,,,城市管理,,',
  '白石司法所,,派驻机构,乡镇,青溪县司法局,,白石镇,,,司法所,',
  '青溪县司法局,,部门,县级,青溪县人民政府,,,,,司法行政机关,',
];

describe('a list of units', () => {
  it('becomes a tree whatever the order of its rows', () => {
    const { added, faults } = plan(invented);
    expect(faults).toEqual([]);
    const find = (name: string) => added.find((unit) => unit.name === name);
    expect(find('白石镇综合执法队')).toMatchObject({
      aliases: ['白石执法队', '镇执法队'],
      kind: 'entrusted',
      level: 'township',
      parentId: find('白石镇')?.id,
      responsibleOrganId: find('青溪县城管局')?.id,
    });
    expect(find('青溪县城管局')?.areas).toEqual(['city_management']);
    expect(find('白石司法所')).toMatchObject({
      supervises: 'judicial_office',
      townId: find('白石镇')?.id,
    });
  });

  it('is written in an order in which nobody points at somebody who is not there yet', () => {
    const { added } = plan(invented);
    const written = new Set<string | undefined>([undefined]);
    for (const { id, parentId, responsibleOrganId, townId } of added) {
      for (const link of [parentId, responsibleOrganId, townId]) expect(written).toContain(link);
      written.add(id);
    }
  });

  it('finds nothing new in itself, and changes the unit of the same name', () => {
    const { added } = plan(invented);
    expect(plan(invented, added)).toMatchObject({ added: [], changed: [], sameCount: 6 });
    const { changed } = plan(['青溪县城管局,城管,部门,县级,青溪县人民政府'], added);
    expect(changed).toMatchObject([
      { before: { areas: ['city_management'] }, after: { aliases: ['城管'], areas: [] } },
    ]);
    expect(changed[0]?.after.id).toBe(changed[0]?.before.id);
  });

  it('is read under a title, with columns in any order and Traditional headings', () => {
    const { added, faults } = planUnits(
      [['青溪县行政执法主体清单'], ['層級', '名稱', '類別'], ['縣級', '青溪县水利局', '部門']],
      [],
      { toHeading, words: unitWords, fold, createId: () => 'u1' },
    );
    expect(faults).toEqual([]);
    expect(added).toMatchObject([{ name: '青溪县水利局', kind: 'department', level: 'county' }]);
  });

  it.each([
    ['a kind that there is not', '水利局,,厅,县级', 'kind', 'word_unknown'],
    ['an empty cell', '水利局,,,县级', 'kind', 'empty'],
    ['an area that there is not', '水利局,,部门,县级,,,,,水利', 'areas', 'word_unknown'],
    ['a superior that nobody is', '水利局,,部门,县级,白石县', 'parent', 'unit_unknown'],
    ['a superior below itself', '水利局,,部门,县级,白石镇', 'parent', 'lower_than_own'],
    ['a town that is none', '水利所,,派驻机构,乡镇,城管局,,城管局', 'town', 'no_town'],
    ['a station of nobody', '水利所,,派驻机构,乡镇', 'parent', 'nobody_answers'],
    ['a body that nobody entrusted', '水利队,,受委托组织,乡镇', 'organ', 'nobody_answers'],
    ['itself as its superior', '水利局,,部门,县级,水利局', 'parent', 'circle'],
    ['a name twice', '白石镇,,乡镇街道,乡镇', 'name', 'repeated'],
    ['too long a name', `${'长'.repeat(501)},,部门,县级`, 'name', 'too_long'],
  ])('names the cell with %s', (_, row, column, reason) => {
    const { faults, added } = plan([
      '青溪县政府,,政府,县级',
      '城管局,,部门,县级,青溪县政府',
      '白石镇,,乡镇街道,乡镇,青溪县政府',
      row,
    ]);
    expect(faults).toEqual([{ row: 5, column, reason }]);
    expect(added).toHaveLength(3);
  });

  it('leaves out what leans on a row that was left out', () => {
    const { added, faults } = plan([
      '水利局,,厅,县级',
      '白石水利站,,派驻机构,乡镇,水利局',
      '白石水利队,,受委托组织,乡镇,,白石水利站',
    ]);
    expect(added).toEqual([]);
    expect(faults.map(({ row, column }) => [row, column])).toEqual([
      [2, 'kind'],
      [3, 'parent'],
      [4, 'organ'],
    ]);
  });

  it('keeps a unit that others still lean on, and lets all go together', () => {
    const stored = plan(invented).added;
    const gone = '青溪县城管局,,部门,县级,,,,,,,停用';
    expect(plan([gone], stored).faults).toEqual([
      { row: 2, column: 'state', reason: 'still_needed' },
    ]);
    const both = plan([gone, '白石镇综合执法队,,受委托组织,乡镇,,青溪县城管局,,,,,停用'], stored);
    expect(both).toMatchObject({ faults: [], changed: { length: 2 } });
    const team = '白石镇综合执法队,,赋权机构,乡镇,白石镇';
    expect(plan([gone, team], stored)).toMatchObject({ faults: [], changed: { length: 2 } });
  });

  it('says which column is missing', () => {
    const { faults } = planUnits(
      [
        ['名称', '类别'],
        ['水利局', '部门'],
      ],
      [],
      {
        toHeading,
        words: unitWords,
        fold,
        createId: () => 'u1',
      },
    );
    expect(faults).toEqual([{ row: 1, column: 'level', reason: 'column_missing' }]);
  });
});

const isSound = (units: readonly Unit[]) => {
  const findFaults = createFindUnitFaults(units, fold);
  return units.every((unit) => findFaults(unit).length === 0);
};

describe('a tree that passed', () => {
  it('has no circle, whatever was drawn, and an organ that answers for every unit', () => {
    fc.assert(
      fc.property(fc.oneof(aTree, aTangle), (units) => {
        fc.pre(isSound(units));
        const byId = new Map(units.map((unit) => [unit.id, unit]));
        for (const unit of units) {
          let steps = 0;
          for (let above: Unit | undefined = unit; above?.parentId !== undefined; steps += 1) {
            expect(steps).toBeLessThan(units.length);
            above = byId.get(above.parentId);
          }
          const { kind } = findResponsibleOrgan(units, unit.id);
          expect(['station', 'entrusted']).not.toContain(kind);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the invented county; no change of one superior makes a circle that is not found', () => {
    const county = buildCounty();
    expect(isSound(county)).toBe(true);
    fc.assert(
      fc.property(fc.constantFrom(...county), fc.constantFrom(...county), (unit, parent) => {
        const moved = { ...unit, parentId: parent.id };
        const tree = county.map((one) => (one.id === unit.id ? moved : one));
        const byId = new Map(tree.map((one) => [one.id, one]));
        const line: Unit[] = [moved];
        for (let above = byId.get(parent.id); above !== undefined && line.length < 20;) {
          line.push(above);
          above = above.parentId === undefined ? undefined : byId.get(above.parentId);
        }
        const isCircle = line.length >= 20;
        const faults = createFindUnitFaults(tree, fold)(moved);
        expect(faults.some(({ reason }) => reason === 'circle')).toBe(isCircle);
      }),
    );
  });

  it('never has two of one name in use', () => {
    const [one] = [buildUnit({ id: 'a', name: '水利局', kind: 'department' })];
    const twin = buildUnit({ id: 'b', name: '水利局 ', kind: 'department' });
    expect(createFindUnitFaults([one, twin], fold)(twin)).toEqual([
      { field: 'name', reason: 'name_taken' },
    ]);
    expect(isSound([one, { ...twin, isRetired: true }])).toBe(true);
  });
});

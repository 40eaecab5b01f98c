import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { findUnitByName } from '../../../people/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { aTree, buildCounty, buildUnit } from '../../support/build-units.ts';

const county = buildCounty();
const find = (words: string, units = county) => findUnitByName(units, words, fold)?.id;

describe('a unit by its name', () => {
  it.each([
    ['清河县城市管理局', 'urban'],
    ['清河縣城市管理局', 'urban'],
    [' 县 城 管 ', 'urban'],
    ['县城管', 'urban'],
    ['昨天清河县城市管理局的两个人', 'urban'],
    ['桥头镇综合行政执法队的队员', 'empowered'],
    ['市场监督管理局', 'market'],
    ['桥头镇', 'qiaotou'],
  ])('%s', (words, id) => {
    expect(find(words)).toBe(id);
  });

  it.each([
    ['两个单位', '清河县城市管理局和清河县税务局一起来的'],
    ['what several are called', '司法局'],
    ['too short a part', '税务'],
    ['somebody else', '白石县水利局'],
    ['nothing', '  ，。'],
  ])('is not guessed from %s', (_, words) => {
    expect(find(words)).toBeUndefined();
  });

  it('is not found once it is out of use', () => {
    const retired = county.map((unit) =>
      unit.id === 'urban' ? ({ ...unit, isRetired: true } as const) : unit,
    );
    expect(find('县城管', retired)).toBeUndefined();
  });

  it('is nobody where two share an alias', () => {
    const twin = buildUnit({ id: 'twin', aliases: ['县城管'] });
    expect(find('县城管', [...county, twin])).toBeUndefined();
  });

  it('is found by its whole name in every tree of different names', () => {
    fc.assert(
      fc.property(aTree, (units) => {
        for (const { id, name } of units) expect(find(name, [...units])).toBe(id);
      }),
    );
  });
});

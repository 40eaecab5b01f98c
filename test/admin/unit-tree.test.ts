import { describe, expect, it } from '@jest/globals';
import { listTreeRows, moveInTree } from '../../admin/console/unit-tree.ts';
import { presentUnit } from '../../admin/routes/units.present.ts';
import { buildCounty } from '../support/build-units.ts';

const county = buildCounty();
const units = county.map((unit) => presentUnit(unit, county));
const show = (words = '', ...closed: readonly string[]) =>
  listTreeRows(units, { words, closed: new Set(closed) });
const names = (rows: ReturnType<typeof show>) => rows.map(({ unit }) => unit.name);

describe('the tree of units on the screen', () => {
  it('shows every unit once, under its superior', () => {
    const rows = show();
    expect(rows).toHaveLength(county.length);
    const town = rows.find(({ unit }) => unit.id === 'qiaotou');
    const team = rows.find(({ unit }) => unit.id === 'empowered');
    expect(team?.level).toBe((town?.level ?? 0) + 1);
  });

  it('hides what is under a closed line', () => {
    expect(names(show('', 'county'))).not.toContain('清河县城市管理局');
    expect(names(show('', 'county'))).toContain('清河县人民政府');
  });

  it('finds by name or short name, with all above it, closed or not', () => {
    expect(names(show('县城管', 'city'))).toEqual([
      '云岭市人民政府',
      '清河县人民政府',
      '清河县城市管理局',
    ]);
  });

  it('is walked by the keys of a tree', () => {
    const rows = show();
    const at = rows.findIndex(({ unit }) => unit.id === 'county');
    expect(moveInTree(rows, at, 'ArrowDown')).toEqual({ to: at + 1 });
    expect(moveInTree(rows, 0, 'ArrowUp')).toEqual({ to: 0 });
    expect(moveInTree(rows, at, 'End')).toEqual({ to: rows.length - 1 });
    expect(moveInTree(rows, at, 'ArrowLeft')).toEqual({ to: at, fold: 'close' });
    expect(moveInTree(rows, at, 'ArrowRight')).toEqual({ to: at + 1 });
    expect(moveInTree(show('', 'county'), at, 'ArrowRight')).toEqual({ to: at, fold: 'open' });
    const leaf = rows.findIndex(({ unit }) => unit.id === 'urban');
    expect(moveInTree(rows, leaf, 'ArrowLeft')).toEqual({ to: at });
    expect(moveInTree(rows, at, 'a')).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import { readPointRows, type PointColumn, type PointKind } from '../../people/index.ts';

const labels = {
  columns: { name: '名称', kind: '类型', township: '镇街', place: '地点', keeper: '联系人' },
  kinds: { village: '村', community: '社区', company: '企业', chamber: '商会' },
};
const form = {
  toHeading: (column: PointColumn) => labels.columns[column],
  toKind: (kind: PointKind) => labels.kinds[kind],
  fold: (text: string) => text,
};
const heading = ['名称', '类型', '镇街', '地点', '联系人'];

describe('a sheet of contact points', () => {
  test('gives its good rows, names each bad cell, and passes empty rows over', () => {
    const rows = [
      heading,
      ['柳湾社区', '社区', '清河街道', '柳湾路 8 号', '值班室'],
      ['', '', '', '', ''],
      ['石桥村', '乡', '清河街道', '', ''],
      ['石桥村', 'village', '清河街道', '村部', ''],
    ];
    const { added, faults } = readPointRows(rows, [], form);
    expect(added.map(({ name, kind }) => [name, kind])).toEqual([
      ['柳湾社区', 'community'],
      ['石桥村', 'village'],
    ]);
    expect(faults).toEqual([
      { row: 4, column: 'place', reason: 'empty' },
      { row: 4, column: 'kind', reason: 'word_unknown' },
    ]);
  });

  test('adds no point twice, neither one that is there nor one that it repeats', () => {
    const row = ['柳湾社区', '社区', '清河街道', '柳湾路 8 号', ''];
    const other = ['柳湾社区', '社区', '东山镇', '东山路 1 号', ''];
    const known = [{ name: '柳湾社区', township: '清河街道' }];
    const { added, knownCount } = readPointRows([heading, row, other, other], known, form);
    expect(added.map(({ township }) => township)).toEqual(['东山镇']);
    expect(knownCount).toBe(2);
  });

  test('says which columns are missing', () => {
    const { added, faults } = readPointRows([['名称', '地点']], [], form);
    expect(added).toEqual([]);
    expect(faults.map(({ column, reason }) => [column, reason])).toEqual([
      ['kind', 'column_missing'],
      ['township', 'column_missing'],
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { diffValues } from '../../../tickets/index.ts';

const first = { id: 'a', name: '甲' };
const second = { id: 'b', name: '乙' };

describe('the difference of two values', () => {
  test('of the same value is nothing, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(diffValues(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  test('names a field by the ids of the entries that lead to it', () => {
    const before = { types: [first, second] };
    const after = { types: [first, { ...second, name: '丙' }] };
    expect(diffValues(before, after)).toEqual([
      { path: ['types', 'b', 'name'], kind: 'changed', before: '乙', after: '丙' },
    ]);
  });

  test('tells an entry that came, one that went and an order that changed', () => {
    expect(diffValues([first], [first, second])).toEqual([
      { path: ['b'], kind: 'added', after: '乙' },
    ]);
    expect(diffValues([first, second], [second])).toEqual([
      { path: ['a'], kind: 'removed', before: '甲' },
    ]);
    expect(diffValues([first, second], [second, first])).toEqual([{ path: [], kind: 'moved' }]);
  });

  test('compares lists of words as a whole and other entries by their place', () => {
    expect(diffValues(['x'], ['x', 'y'])).toEqual([
      { path: [], kind: 'changed', before: 'x', after: 'x、y' },
    ]);
    expect(diffValues([{ amount: 1 }], [{ amount: 2 }])).toEqual([
      { path: ['#1', 'amount'], kind: 'changed', before: '1', after: '2' },
    ]);
  });
});

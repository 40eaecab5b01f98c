import { describe, expect, test } from '@jest/globals';
import { layOutChart } from '../../admin/console/flow-chart.ts';

const step = (id: string, ...next: readonly string[]) => ({
  id,
  text: `步骤${id}`,
  next: next.map((to) => ({ to })),
});

describe('a flow chart', () => {
  test('sets each step below all that lead to it, and those of one row beside each other', () => {
    const { boxes } = layOutChart([step('a', 'b', 'c'), step('b', 'd'), step('c', 'd'), step('d')]);
    const [a, b, c, d] = boxes.map(({ x, y }) => ({ x, y }));
    expect(b?.y).toBe(c?.y);
    expect([a, b, d].map((box) => box?.y ?? 0)).toEqual(
      [a, b, d].map((box) => box?.y ?? 0).toSorted((one, other) => one - other),
    );
    expect(c?.x).toBeGreaterThan(b?.x ?? Infinity);
    expect(a?.x).toBe(d?.x);
  });

  test('leads back by the side, with room for it, and never into a loop', () => {
    const forth = layOutChart([step('a', 'b'), step('b')]);
    const back = layOutChart([step('a', 'b'), step('b', 'a')]);
    expect(back.arrows).toHaveLength(2);
    expect(back.width).toBeGreaterThan(forth.width);
  });

  test('draws no arrow to a step that is not there, and breaks long words into lines', () => {
    const { arrows, boxes } = layOutChart([{ ...step('a', 'gone'), text: '很长'.repeat(10) }]);
    expect(arrows).toEqual([]);
    expect(boxes[0]?.lines).toHaveLength(2);
    expect(layOutChart([]).boxes).toEqual([]);
  });
});

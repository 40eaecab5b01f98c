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

  test('leads back and past a row by the sides, so that no line hides behind a box', () => {
    const { arrows, boxes } = layOutChart([step('a', 'b', 'c'), step('b', 'c', 'a'), step('c')]);
    expect(boxes.map(({ row }) => row)).toEqual([0, 1, 2]);
    const left = Math.min(...boxes.map(({ x }) => x));
    const sides = arrows.flatMap(({ path }) => {
      const side = /H(\d+)V/.exec(path)?.[1];
      return side === undefined ? [] : [Number(side) < left ? 'left' : 'right'];
    });
    expect(sides).toEqual(['left', 'right']);
  });

  test('draws no arrow to a step that is not there, and breaks long words into lines', () => {
    const { arrows, boxes } = layOutChart([{ ...step('a', 'gone'), text: '很长'.repeat(10) }]);
    expect(arrows).toEqual([]);
    expect(boxes[0]?.lines).toHaveLength(2);
    expect(layOutChart([]).boxes).toEqual([]);
  });
});

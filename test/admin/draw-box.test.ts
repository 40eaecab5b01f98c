import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { addBox, toBox } from '../../admin/console/draw-box.ts';
import { BoxSchema } from '../../admin/routes/evidence.schema.ts';

const anywhere = fc.record({
  x: fc.double({ min: -2, max: 3, noNaN: true }),
  y: fc.double({ min: -2, max: 3, noNaN: true }),
});

describe('a box drawn on a picture', () => {
  test.each([
    ['downwards to the right', { x: 0.25, y: 0.5 }, { x: 0.75, y: 1 }],
    ['upwards to the left', { x: 0.75, y: 1 }, { x: 0.25, y: 0.5 }],
    ['beyond the lower edge', { x: 0.25, y: 0.5 }, { x: 0.75, y: 1.4 }],
  ])('%s is the same box', (_, from, to) => {
    expect(toBox(from, to)).toEqual({ left: 0.25, top: 0.5, width: 0.5, height: 0.5 });
  });

  test('does not depend on the corner where it began', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (from, to) => {
        expect(toBox(from, to)).toEqual(toBox(to, from));
      }),
    );
  });

  test('is kept when the server would take it, and never goes beyond the picture', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (from, to) => {
        for (const box of addBox([], toBox(from, to))) {
          expect(BoxSchema.safeParse(box).success).toBe(true);
          expect(box.left + box.width).toBeLessThanOrEqual(1 + Number.EPSILON);
          expect(box.top + box.height).toBeLessThanOrEqual(1 + Number.EPSILON);
        }
      }),
    );
  });

  test('too small to be meant is left out, the others stay', () => {
    const face = toBox({ x: 0.1, y: 0.1 }, { x: 0.2, y: 0.2 });
    const line = toBox({ x: 0.1, y: 0.1 }, { x: 0.9, y: 0.104 });
    expect(addBox([face], line)).toEqual([face]);
    expect(addBox([face], face)).toEqual([face, face]);
  });
});

import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createFindPoint, createPoint, readScene, toScene } from '../../people/index.ts';
import { buildPointFacts } from '../support/memory-points.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const anyPoint = fc
  .array(fc.nat(31), { minLength: 13, maxLength: 13 })
  .map((letters) => createPoint(buildPointFacts(), () => letters.shift() ?? 0, new Date(0)));

describe('the scene of a contact point', () => {
  test('reads back as what it was made of, and fits into what WeChat takes', () => {
    fc.assert(
      fc.property(anyPoint, (point) => {
        const scene = toScene(point);
        expect(readScene(scene)).toEqual({ id: point.id, check: point.check });
        expect(scene.length).toBeLessThanOrEqual(64);
        expect(scene).toMatch(/^p:[0-9a-z]+:[0-9a-z]+$/);
      }),
    );
  });

  test('is refused with any one letter mistyped', () => {
    const anySlip = fc.record({ at: fc.nat(14), letter: fc.constantFrom(...alphabet.split('')) });
    fc.assert(
      fc.property(anyPoint, anySlip, (point, { at, letter }) => {
        const scene = toScene(point);
        const place = at < 6 ? at + 2 : at + 3;
        fc.pre(place < scene.length && scene[place] !== letter);
        expect(readScene(scene.slice(0, place) + letter + scene.slice(place + 1))).toBeUndefined();
      }),
    );
  });

  test('is unknown when the check is well formed but was never given out', async () => {
    await fc.assert(
      fc.asyncProperty(anyPoint, anyPoint, async (point, other) => {
        const forged = { ...other, id: point.id };
        fc.pre(point.check !== other.check);
        const findPoint = createFindPoint({ find: async () => point });
        await expect(findPoint(toScene(forged))).resolves.toEqual({ kind: 'unknown' });
        await expect(findPoint(toScene(point))).resolves.toEqual({ kind: 'open', point });
      }),
    );
  });

  test.each([
    '',
    'p:',
    'p:abc:def',
    'x:7k2m9q:4t0bwe6r',
    'p:7K2M9Q:4T0BWE6R',
    `p:${'a'.repeat(64)}`,
  ])('is none in %j', (scene) => {
    expect(readScene(scene)).toBeUndefined();
  });
});

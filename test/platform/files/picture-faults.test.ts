import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { findPictureFaults } from '../../../platform/files/picture-faults.ts';
import { makeWorkingCopy } from '../../../platform/files/working-copy.ts';
import { buildPaper, type Shot } from '../../support/build-paper.ts';

/** As it is measured where it is kept: on the working copy. */
async function measure(shot: Shot): Promise<readonly string[]> {
  const copy = await makeWorkingCopy(await buildPaper(shot), 'image/jpeg');
  return findPictureFaults(copy ?? Buffer.alloc(0));
}

const seeds = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + at);

const good: readonly Shot[] = [
  ...seeds(1, 12).map((seed) => ({ seed })),
  ...seeds(20, 4).map((seed) => ({ seed, light: 0.6 })),
  ...seeds(30, 4).map((seed) => ({ seed, blur: 1 })),
];
const sides = ['left', 'right', 'top', 'bottom'] as const;
const bad: readonly (Shot & { readonly fault: string })[] = [
  ...[3, 4, 5, 6, 7, 9].map((blur) => ({ seed: 40 + blur, blur, fault: 'blurred' })),
  ...[0.05, 0.1, 0.15, 0.2, 0.25, 0.3].map((light, at) => ({
    seed: 60 + at,
    light,
    fault: 'dark',
  })),
  ...sides.flatMap((side, at) =>
    [0.25, 0.45].map((share) => ({
      seed: 70 + at * 2 + share * 10,
      cut: { side, share },
      fault: 'cut_off',
    })),
  ),
];

describe('a photograph of a paper', () => {
  it('is measured on forty pictures', () => {
    expect(good.length + bad.length).toBe(40);
  });

  it('is named when it is blurred, dark or cut off, nine times of ten', async () => {
    const found = await Promise.all(
      bad.map(async ({ fault, ...shot }) => {
        const [first] = await measure(shot);
        return first === fault;
      }),
    );
    expect(found.filter(Boolean).length / bad.length).toBeGreaterThanOrEqual(0.9);
  });

  it('is not named when it can be read', async () => {
    const found = await Promise.all(good.map(async (shot) => (await measure(shot)).length > 0));
    expect(found.filter(Boolean).length / good.length).toBeLessThanOrEqual(0.05);
  });

  it.each([
    ['one plain colour', 300],
    ['a few pixels', 1],
  ])('of %s has nothing to read, and no fault', async (_, width) => {
    const create = { width, height: 200, channels: 3, background: '#dddddd' } as const;
    expect(await findPictureFaults(await sharp({ create }).png().toBuffer())).toEqual([]);
  });

  it('that cannot be read is refused', async () => {
    const broken = Buffer.from('no picture at all');
    await expect(findPictureFaults(broken)).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});

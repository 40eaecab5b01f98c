import { afterEach, describe, expect, test } from '@jest/globals';
import { startVectors, type Vectors } from '../../../platform/vectors/index.ts';

let vectors: Vectors | undefined;
afterEach(async () => vectors?.stop());

describe('vectors in a thread of their own', () => {
  test('are set, found and dropped in the order of the calls', async () => {
    vectors = startVectors(2);
    const east = Float32Array.of(1, 0);
    const set = vectors.set(['east', 'north'], [east, Float32Array.of(0, 1)]);
    const found = vectors.search(east, 1);
    const dropped = vectors.drop(['east']);
    const foundLater = vectors.search(east, 1);
    await Promise.all([set, dropped]);
    expect(await found).toEqual([{ id: 'east', likeness: 1 }]);
    expect(await foundLater).toEqual([{ id: 'north', likeness: 0 }]);
  });

  test('refuse another dimension and go on', async () => {
    vectors = startVectors(2);
    await expect(vectors.search(new Float32Array(3), 1)).rejects.toMatchObject({
      code: 'vectors_refused',
    });
    expect(await vectors.search(new Float32Array(2), 1)).toEqual([]);
  });

  test('once ended, calls under way and later ones are refused', async () => {
    vectors = startVectors(2);
    const underWay = vectors.search(new Float32Array(2), 1);
    const stopped = vectors.stop();
    await expect(underWay).rejects.toMatchObject({ code: 'vectors_gone' });
    await stopped;
    await expect(vectors.drop(['a'])).rejects.toMatchObject({ code: 'vectors_gone' });
  });
});

import { describe, expect, test } from '@jest/globals';
import { LanguageModelError, maskPersonal } from '../../../knowledge/rewrite/index.ts';
import {
  createRankByVectors,
  createVectorIndex,
  type VectorPorts,
} from '../../../knowledge/vectors/index.ts';

const index = createVectorIndex(2);
index.set('fine', Float32Array.of(1, 0));
index.set('review', Float32Array.of(0, 1));

function build(given: Partial<VectorPorts> = {}) {
  const sent: string[] = [];
  const rank = createRankByVectors({
    embed: async (texts) => {
      sent.push(...texts);
      return texts.map(() => Float32Array.of(0.8, 0.6));
    },
    search: async (query, limit) => index.search(query, limit),
    mask: maskPersonal,
    startDeadline: () => new AbortController().signal,
    ...given,
  });
  return { rank, sent };
}

describe('ranking by vectors', () => {
  test('names the nearest first, and asks with the question masked', async () => {
    const { rank, sent } = build();
    expect(await rank('我叫张伟，电话13912345678，罚款', 5)).toEqual(['fine', 'review']);
    expect(sent).toEqual(['我叫[姓名],电话[号码],罚款']);
  });

  test('leaves out what is far', async () => {
    const { rank } = build({ embed: async () => [Float32Array.of(1, 0.1)] });
    expect(await rank('罚款', 5)).toEqual(['fine']);
  });

  test.each<[string, Partial<VectorPorts>]>([
    ['the service fails', { embed: () => Promise.reject(new LanguageModelError('model_busy')) }],
    ['the index is gone', { search: () => Promise.reject(new Error('gone')) }],
    ['the dimension is another', { embed: async () => [new Float32Array(3)] }],
    ['there is no vector', { embed: async () => [] }],
  ])('names none when %s', async (_what, ports) => {
    expect(await build(ports).rank('罚款', 5)).toEqual([]);
  });
});

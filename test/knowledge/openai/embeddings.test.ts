import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createOpenAiEmbeddings } from '../../../knowledge/openai/index.ts';
import {
  type FakeLanguageModel,
  startFakeLanguageModel,
} from '../../support/fake-language-model.ts';

const apiKey = 'sk-invented-key';
const BatchSchema = z.object({ input: z.array(z.string()) });
let fake: FakeLanguageModel;
beforeAll(async () => {
  fake = await startFakeLanguageModel({ apiKey });
});
afterAll(() => fake.stop());
afterEach(() => fake.reset());

function embed(texts: readonly string[], dimension?: number) {
  const options = { apiKey, baseURL: fake.baseURL, model: 'v', fetch };
  const embedTexts = createOpenAiEmbeddings(
    dimension === undefined ? options : { ...options, dimension },
  );
  return embedTexts(texts, new AbortController().signal);
}

describe('embeddings', () => {
  test('are of unit length and in the order asked, whatever the order of the answer', async () => {
    const [one, other, again] = await embed(['罚款', '复议', '罚款']);
    expect(Math.hypot(...(one ?? []))).toBeCloseTo(1, 5);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(fake.bodyProblems).toEqual([]);
  });

  test('go out 64 at a time', async () => {
    const texts = Array.from({ length: 130 }, (_, index) => `问题${index}`);
    expect(await embed(texts)).toHaveLength(130);
    const sizes = fake.received.map((body) => BatchSchema.parse(JSON.parse(body)).input.length);
    expect(sizes).toEqual([64, 64, 2]);
  });

  test('nothing to embed asks nobody', async () => {
    expect(await embed([])).toEqual([]);
    expect(fake.received).toEqual([]);
  });

  test.each<[string, (text: string) => number[]]>([
    ['of another dimension than the index', () => [1, 2]],
    ['of no length', () => [0, 0, 0, 0]],
    ['too long to be true', () => Array.from({ length: 9000 }, () => 1)],
    ['empty', () => []],
  ])('are refused when they are %s', async (_what, embedBy) => {
    fake.embedBy(embedBy);
    await expect(embed(['罚款'], 4)).rejects.toMatchObject({ code: 'model_unreadable' });
  });

  test('are refused when they differ in dimension', async () => {
    fake.embedBy((text) => Array.from(text, () => 1));
    await expect(embed(['一', '二三'])).rejects.toMatchObject({ code: 'model_unreadable' });
  });

  test('fail with a code of ours', async () => {
    fake.behave({ fail: 429 });
    await expect(embed(['罚款'])).rejects.toMatchObject({ code: 'model_busy' });
  });
});

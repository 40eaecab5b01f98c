import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createOpenAiModel } from '../../../knowledge/openai/index.ts';
import { LanguageModelError } from '../../../knowledge/rewrite/index.ts';
import {
  type FakeLanguageModel,
  startFakeLanguageModel,
  type WireFault,
} from '../../support/fake-language-model.ts';

const apiKey = 'sk-invented-key';
const secret = '只有模型该看到的话';
let fake: FakeLanguageModel;
beforeAll(async () => {
  fake = await startFakeLanguageModel({ apiKey });
});
afterAll(() => fake.stop());
afterEach(() => fake.reset());

function complete(given: { readonly apiKey?: string; readonly signal?: AbortSignal } = {}) {
  const { signal = new AbortController().signal, ...options } = given;
  const model = createOpenAiModel({ apiKey, baseURL: fake.baseURL, model: 'm', fetch, ...options });
  return model.complete({ system: '改写', user: secret, maxTokens: 10, signal });
}

async function failWith(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("a language model behind OpenAI's API", () => {
  test('gives the words and what they cost', async () => {
    fake.behave({ say: () => '一句话' });
    expect(await complete()).toEqual({ text: '一句话', tokens: 120 });
    expect(fake.paths).toEqual(['/v1/chat/completions']);
    expect(fake.bodyProblems).toEqual([]);
  });

  test.each<[WireFault, string]>([
    [401, 'model_unauthorised'],
    [429, 'model_busy'],
    [500, 'model_failed'],
    ['cut', 'model_unreachable'],
    ['redirect', 'model_unreachable'],
    ['not_json', 'model_unreadable'],
    ['garbage_for_ever', 'model_too_large'],
    ['refusal', 'model_refused'],
  ])('fails once with a code of ours, and tells nothing: %s', async (fail, code) => {
    fake.behave({ fail });
    const error = await failWith(complete());
    expect(error).toBeInstanceOf(LanguageModelError);
    expect(error).toMatchObject({ code });
    expect(inspect(error, { depth: null })).not.toMatch(new RegExp(`${apiKey}|${secret}`, 'u'));
    expect(fake.received).toHaveLength(1);
  });

  test('a wrong key is no reason to try again', async () => {
    expect(await failWith(complete({ apiKey: 'sk-wrong' }))).toMatchObject({
      code: 'model_unauthorised',
    });
    expect(fake.received).toHaveLength(1);
  });

  test('ends with its signal, also in the middle of an answer', async () => {
    for (const fail of ['hang', 'hang_half_way'] as const) {
      fake.reset();
      fake.behave({ fail });
      const deadline = new AbortController();
      const call = failWith(complete({ signal: deadline.signal }));
      await fake.whenAsked();
      deadline.abort();
      expect(await call).toMatchObject({ code: 'model_timed_out' });
    }
  });

  test('asks nobody when the time is already up', async () => {
    expect(await failWith(complete({ signal: AbortSignal.abort() }))).toMatchObject({
      code: 'model_timed_out',
    });
    expect(fake.received).toEqual([]);
  });

  test('a service that is not there', async () => {
    const gone = await startFakeLanguageModel({ apiKey });
    await gone.stop();
    const model = createOpenAiModel({ apiKey, baseURL: gone.baseURL, model: 'm', fetch });
    const { signal } = new AbortController();
    const call = model.complete({ system: 's', user: 'u', maxTokens: 1, signal });
    expect(await failWith(call)).toMatchObject({ code: 'model_unreachable' });
  });
});

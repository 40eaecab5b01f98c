import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { starterDrafts } from '../../knowledge/index.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { startFakeLanguageModel, type FakeLanguageModel } from '../support/fake-language-model.ts';
import { waitFor } from '../support/wait-for.ts';
import { openWebChat } from '../support/web-chat-person.ts';

const apiKey = 'sk-invented-key';
const question = '咨询 小狗狗走丢了';
const meant = starterDrafts.find(({ audience = 'public' }) => audience === 'public');
const BodySchema = z.object({ input: z.array(z.string()) });

const data = makeDataDir();
let fake: FakeLanguageModel;
let duxin: DuxinProcess;

beforeAll(async () => {
  fake = await startFakeLanguageModel({ apiKey });
  beginAnew();
  await start();
}, 60_000);
afterAll(async () => {
  await duxin.stop();
  await fake.stop();
  data.remove();
});

async function start(): Promise<void> {
  duxin = await startDuxin({
    PORT: String(await findFreePort()),
    DATA_DIR: data.path,
    ADMIN_PASSWORD: 'Right-horse-7',
    OPENAI_API_KEY: apiKey,
    OPENAI_BASE_URL: fake.baseURL,
    OPENAI_EMBEDDING_MODEL: 'v',
  });
}

/** One entry means what the question means, and nothing else does. */
function beginAnew(): void {
  fake.reset();
  fake.embedBy((text) =>
    text.includes('小狗狗') || text.startsWith(meant?.question ?? '') ? [1, 0] : [0, 1],
  );
}

const listAsked = () => fake.received.flatMap((body) => BodySchema.parse(JSON.parse(body)).input);

/** Asks the question as somebody new, and takes the first of what is offered. */
async function takeFirst(): Promise<string> {
  const person = await openWebChat(duxin.url);
  await person.say(question);
  const answer = await person.say('1');
  await person.leave();
  return answer;
}

test('an entry near in meaning is offered, a service that hangs takes nothing away, and a restart embeds nothing', async () => {
  const published = meant?.answer ?? '';
  await waitFor(() => listAsked().length >= starterDrafts.length, 30_000);
  await waitFor(async () => (await takeFirst()).includes(published), 30_000);

  fake.behave({ fail: 'hang' });
  const answer = await takeFirst();
  expect(answer).not.toBe('');
  expect(answer).not.toContain(published);

  expect(await duxin.stop()).toBe(0);
  beginAnew();
  await start();
  await waitFor(async () => (await takeFirst()).includes(published), 30_000);
  expect([...new Set(listAsked())]).toEqual(['小狗狗走丢了']);
}, 120_000);

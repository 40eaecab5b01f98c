import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createQueue } from '../../../platform/queue/index.ts';
import { idleHandlers, itBehavesLikeAQueue } from '../../contracts/queue.ts';
import { hasRedis, startRedis, type TestRedis } from '../../support/redis.ts';

itBehavesLikeAQueue('in-process', (options) =>
  createQueue({ ...options, redisUrl: undefined, runs: true }),
);

test('a process without the worker role rings for nobody in process', async () => {
  const queue = await createQueue({
    handlers: idleHandlers,
    concurrency: 1,
    onError: () => {},
    redisUrl: undefined,
    runs: false,
  });
  await queue.start();
  await queue.ring({ kind: 'turn', id: 'p-1' });
  expect(await queue.size()).toBe(0);
});

(hasRedis() ? describe : describe.skip)('over a real Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  itBehavesLikeAQueue('Bull', (options) =>
    createQueue({ ...options, redisUrl: redis.url, runs: true }),
  );

  test('a ring neither waits nor throws while Redis is away', async () => {
    const queue = await createQueue({
      handlers: idleHandlers,
      concurrency: 1,
      onError: () => {},
      redisUrl: 'redis://127.0.0.1:1',
      runs: false,
    });
    await queue.ring({ kind: 'turn', id: 'p-1' });
    expect(queue.isDegraded()).toBe(true);
    await queue.stop(100);
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildChatBackstage } from '../../support/build-chat-ports.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createPolledNews, type PolledNews } from '../../../webhooks/web-chat/index.ts';

const intervalMs = 10;
let news: PolledNews | undefined;
afterEach(() => news?.close());

function buildNews() {
  const backstage = buildChatBackstage();
  const errors: unknown[] = [];
  const state = { polls: 0, fails: false };
  const polled = createPolledNews(
    {
      now: () => new Date(),
      onError: (error) => errors.push(error),
      async listSince(since, limit) {
        state.polls += 1;
        if (state.fails) throw new Error('away');
        return backstage.ports.transcript.listSince(since, limit);
      },
    },
    intervalMs,
  );
  news = polled;
  const say = (conversation: string, id: string) =>
    backstage.append({ id, conversation, content: { kind: 'text', text: id } });
  return { polled, say, errors, state };
}

describe('news by polling', () => {
  it('rings for a line that another process wrote, for its conversation alone and once', async () => {
    const { polled, say } = buildNews();
    const rung: string[] = [];
    polled.subscribe('zhang', () => rung.push('zhang'));
    polled.subscribe('li', () => rung.push('li'));
    say('zhang', 'line-1');
    await waitFor(() => rung.length > 0);
    await sleep(intervalMs * 4);
    expect(rung).toEqual(['zhang']);
  });

  it('rings at once for what this process announces', () => {
    const { polled } = buildNews();
    let rings = 0;
    polled.subscribe('zhang', () => (rings += 1));
    polled.announce('zhang');
    polled.announce('li');
    expect(rings).toBe(1);
  });

  it('polls once for all who listen and not at all when nobody does', async () => {
    const { polled, state } = buildNews();
    const stops = Array.from({ length: 50 }, () => polled.subscribe('zhang', () => undefined));
    await waitFor(() => state.polls > 1);
    expect(state.polls).toBeLessThan(10);
    for (const stop of stops) stop();
    const { polls } = state;
    await sleep(intervalMs * 4);
    expect(state.polls).toBe(polls);
  });

  it('goes on after a poll that failed', async () => {
    const { polled, say, state, errors } = buildNews();
    let rings = 0;
    polled.subscribe('zhang', () => (rings += 1));
    state.fails = true;
    await waitFor(() => errors.length > 0);
    say('zhang', 'line-1');
    state.fails = false;
    await waitFor(() => rings > 0);
    await sleep(intervalMs * 4);
    expect(rings).toBe(1);
  });
});

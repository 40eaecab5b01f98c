import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createFeed, type FeedEvent } from '../../admin/feed.ts';
import { parkedTopic, ticketsTopic } from '../../admin/index.ts';
import { buildDesk, type Desk } from '../support/build-desk.ts';

const interval = setInterval;
let desk: Desk;
beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
});
afterEach(() => desk.stop());

describe('the event stream', () => {
  test('says which ticket has a new version and nothing of what is in it', async () => {
    const cookie = await desk.signIn();
    const response = await desk.fetch('/api/admin/events', { headers: { cookie } });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { number } = await desk.fileTicket();
    await desk.client(cookie)('POST', `/tickets/${number}/actions`, {
      action: 'accept',
      version: 1,
    });
    let text = '';
    while (!text.includes('"version":2')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(text).toContain(`event: ticket\ndata: {"number":"${number}","version":2}`);
    expect(text).not.toContain('证件');
  });
});

describe('the event stream of somebody who works elsewhere since', () => {
  test('ends at the next beat', async () => {
    const beats: (() => void)[] = [];
    const every = jest.spyOn(globalThis, 'setInterval').mockImplementation((beat, ms, ...rest) => {
      if (ms === 25_000) beats.push(() => beat());
      return interval(beat, ms, ...rest);
    });
    const cookie = await desk.signIn();
    const response = await desk.fetch('/api/admin/events', { headers: { cookie } });
    every.mockRestore();
    for (const account of desk.data.accounts.values()) {
      desk.data.accounts.set(account.id, { ...account, roles: ['agency_officer'], unitId: 'u-1' });
    }
    for (const beat of beats) beat();
    expect(await response.text()).toContain('event: signed_out');
  });
});

/** What of an event is told. */
function toWords(event: FeedEvent): string {
  if (event.kind !== 'ticket') return event.kind;
  return `ticket ${event.change.number} ${event.change.version}`;
}

describe('the feed', () => {
  test('tells each version once to everybody who listens, and stops with the last of them', async () => {
    const heard: string[][] = [[], []];
    const feed = createFeed(desk.ports);
    const leave = heard.map((events) => feed.listen((event) => events.push(toWords(event))));
    const { number } = await desk.fileTicket();
    for (let rings = 0; rings < 3; rings += 1) await ring(ticketsTopic);
    await ring(parkedTopic);
    const expected = [`ticket ${number} 1`, 'parked'];
    expect(heard).toEqual([expected, expected]);
    for (const stop of leave) stop();
    await desk.fileTicket();
    await ring(ticketsTopic);
    expect(heard).toEqual([expected, expected]);
  });

  test('tells a flood as one', async () => {
    const heard: FeedEvent[] = [];
    const feed = createFeed(desk.ports);
    const stop = feed.listen((event) => heard.push(event));
    for (let index = 0; index < 40; index += 1) await desk.fileTicket();
    await ring(ticketsTopic);
    expect(heard).toEqual([{ kind: 'many' }]);
    stop();
  });

  test('goes on after the database was away', async () => {
    const heard: FeedEvent[] = [];
    let isAway = true;
    const feed = createFeed({
      ...desk.ports,
      watch: {
        ...desk.ports.watch,
        listChangedSince: async (since, limit) => {
          if (isAway) throw new Error('away');
          return desk.ports.watch.listChangedSince(since, limit);
        },
      },
    });
    const stop = feed.listen((event) => heard.push(event));
    await desk.fileTicket();
    await ring(ticketsTopic);
    isAway = false;
    await ring(ticketsTopic);
    expect(heard).toHaveLength(1);
    stop();
  });
});

/** Rings and lets the look that follows come to its end. */
async function ring(topic: string): Promise<void> {
  desk.ports.news.announce(topic);
  await new Promise((resolve) => setImmediate(resolve));
}

import { describe, expect, test } from '@jest/globals';
import {
  channelRules,
  chooseWay,
  countLeft,
  createLedger,
  createLedgerKeeper,
  createOfficeHours,
  toTaskAt,
  type ChannelName,
  type Ledger,
  type Way,
} from '../../../bot/index.ts';
import { createMemoryReach } from '../../support/reach-stores.ts';

const start = new Date('2026-03-02T02:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const person = 'p';
const words: Way = { kind: 'message', channel: 'official-account' };
const alwaysOpen = { isOpen: () => true, nextOpening: (at: Date) => at };

function openLedgers() {
  const store = createMemoryReach();
  const ledgers = createLedgerKeeper({ store, toDay: (at) => at.toISOString().slice(0, 10) });
  let count = 0;
  return {
    ...ledgers,
    write: (id: string, seconds = 0, opener: 'message' | 'menu' = 'message') =>
      ledgers.note(person, 'official-account', {
        id,
        at: after(seconds),
        kind: 'contact',
        opener,
      }),
    async send(seconds = 0, way: Way = words): Promise<boolean> {
      const at = after(seconds);
      const send = { id: `row-${(count += 1)}`, count: 1, at, answeredAt: at };
      if (!(await ledgers.reserve(person, way, send))) return false;
      await ledgers.settle(person, way, send, { kind: 'taken' });
      return true;
    },
    left: async (seconds: number) =>
      countLeft((await ledgers.find(person)).channels['official-account']?.window, after(seconds)),
  };
}

const choose = (ledger: Ledger, channels: readonly ChannelName[], at = start) =>
  chooseWay(
    ledger,
    {
      id: 'row',
      urgency: 'normal',
      isNotice: true,
      mayNudge: true,
      channels: channels.map((channel) => ({
        channel,
        subscriptionTemplateId: 'T1',
        hasTemplate: true,
      })),
      countMessages: () => 1,
    },
    at,
    { hours: alwaysOpen },
  );

describe('the ledger of one person', () => {
  test('counts five messages in 48 hours from what the person wrote, and no sixth', async () => {
    const ledgers = openLedgers();
    await ledgers.write('m1');
    const sends = [];
    for (let index = 0; index < 6; index += 1) sends.push(await ledgers.send(100 + index));
    expect(sends).toEqual([true, true, true, true, true, false]);
    await ledgers.write('m2', 200);
    expect(await ledgers.left(300)).toBe(5);
    expect(await ledgers.left(200 + 48 * 3600)).toBe(0);
  });

  test('lets a menu tap replace the 48 hours by three messages in a minute', async () => {
    const ledgers = openLedgers();
    await ledgers.write('m1');
    await ledgers.write('m2', 100, 'menu');
    expect(await ledgers.left(101)).toBe(3);
    expect(await ledgers.left(161)).toBe(0);
  });

  test('opens nothing by the replay of a message that it knows', async () => {
    const ledgers = openLedgers();
    await ledgers.write('m1');
    await ledgers.send(100);
    await ledgers.write('m1');
    expect(await ledgers.left(101)).toBe(4);
  });

  test('holds no answer for the sake of what was sent just before the person wrote again', async () => {
    const ledgers = openLedgers();
    await ledgers.write('m1');
    for (let index = 0; index < 5; index += 1) await ledgers.send(100);
    const at = after(101);
    const again = { id: 'm2', at, actedAt: at, kind: 'contact', opener: 'message' } as const;
    await ledgers.note(person, 'official-account', again);
    expect(await ledgers.send(101)).toBe(true);
  });

  test('counts a consent once, however often its event is handled, and spends it by one send', async () => {
    const ledgers = openLedgers();
    const consent = { id: 'e1', at: start, kind: 'consent', templateIds: ['T1'] } as const;
    await ledgers.note(person, 'official-account', consent);
    await ledgers.note(person, 'official-account', consent);
    const way: Way = { kind: 'subscription', channel: 'official-account', templateId: 'T1' };
    expect([await ledgers.send(1, way), await ledgers.send(2, way)]).toEqual([true, false]);
  });

  test('gives back what was refused, keeps what may have arrived', async () => {
    const ledgers = openLedgers();
    await ledgers.write('m1');
    const send = { id: 'r', count: 1, at: after(100) };
    await ledgers.reserve(person, words, send);
    await ledgers.settle(person, words, send, { kind: 'refused', code: 'busy' });
    expect(await ledgers.left(101)).toBe(5);
    await ledgers.reserve(person, words, send);
    await ledgers.settle(person, words, send, { kind: 'unknown', code: 'unreachable' });
    expect(await ledgers.left(101)).toBe(4);
  });

  test('keeps the last message for the answer to what the person wrote, for two minutes', async () => {
    const ledgers = openLedgers();
    await ledgers.write('m1');
    const notice = (id: string, seconds: number) =>
      ledgers.reserve(person, words, { id, count: 1, at: after(seconds) });
    const sends = [];
    for (const id of ['a', 'b', 'c', 'd', 'e']) sends.push(await notice(id, 10));
    expect(sends).toEqual([true, true, true, true, false]);
    const toTell = choose(await ledgers.find(person), ['official-account'], after(10));
    expect(toTell).toEqual({ kind: 'wait', until: after(120), because: 'busy' });
    expect(await notice('e', 120)).toBe(true);
  });

  test('never lets two processes take the same last message', async () => {
    const ledgers = openLedgers();
    await ledgers.write('m1');
    const sends = await Promise.all(
      Array.from({ length: 12 }, async (_, index) =>
        ledgers.reserve(person, words, { id: `r${index}`, count: 1, at: after(200) }),
      ),
    );
    expect(sends.filter(Boolean)).toHaveLength(5);
  });

  test('keeps to half of WeCom’s rates in each slice, so that no stretch exceeds them', async () => {
    const ledgers = openLedgers();
    const way: Way = { kind: 'message', channel: 'wecom' };
    const sends = [];
    for (let index = 0; index < 20; index += 1) sends.push(await ledgers.send(59, way));
    expect(sends.filter(Boolean)).toHaveLength(15);
    expect(await ledgers.send(60, way)).toBe(true);
    const { rates } = { rates: [], ...channelRules.wecom.conversation };
    expect(rates).toContainEqual({ perMs: 60_000, sends: 30 });
  });
});

describe('the best way that is open', () => {
  test('is words, then a consent, then a template, then another channel, then the next contact', async () => {
    const ledgers = openLedgers();
    const channels: readonly ChannelName[] = ['official-account', 'wecom-kf'];
    await ledgers.write('m1');
    await ledgers.note(person, 'official-account', {
      id: 'e1',
      at: start,
      kind: 'consent',
      templateIds: ['T1'],
    });
    expect(choose(await ledgers.find(person), channels)).toMatchObject({ way: words });
    const later = after(49 * 3600);
    const closed = await ledgers.find(person);
    expect(choose(closed, channels, later)).toMatchObject({ way: { kind: 'subscription' } });
    await ledgers.send(49 * 3600, {
      kind: 'subscription',
      channel: 'official-account',
      templateId: 'T1',
    });
    const spent = await ledgers.find(person);
    expect(choose(spent, channels, later)).toMatchObject({ way: { kind: 'template' } });
    await ledgers.note(person, 'official-account', { id: 'e2', at: later, kind: 'left' });
    const left = await ledgers.find(person);
    expect(choose(left, channels, later)).toMatchObject({ way: { channel: 'wecom-kf' } });
    expect(choose(left, ['official-account'], later)).toEqual({ kind: 'keep', because: 'blocked' });
    expect(choose(left, [], later)).toEqual({ kind: 'keep', because: 'no_channel' });
  });

  test('is asked of the platform while nothing is known of the person', () => {
    expect(choose(createLedger(person), ['official-account'])).toMatchObject({ way: words });
  });
});

describe('office hours', () => {
  const workDays = {
    isWorkingDay: (at: Date) => ![0, 6].includes(new Date(at.getTime() + 28_800_000).getUTCDay()),
    toDayStart: (at: Date) =>
      new Date(Math.floor((at.getTime() + 28_800_000) / 86_400_000) * 86_400_000 - 28_800_000),
  };
  const hours = createOfficeHours(workDays);

  test.each([
    ['2026-03-02T00:59:00Z', false, '2026-03-02T01:00:00.000Z'],
    ['2026-03-02T01:00:00Z', true, '2026-03-02T01:00:00.000Z'],
    ['2026-03-02T09:30:00Z', false, '2026-03-03T01:00:00.000Z'],
    ['2026-03-06T12:00:00Z', false, '2026-03-09T01:00:00.000Z'],
    ['2026-03-07T02:00:00Z', false, '2026-03-09T01:00:00.000Z'],
  ])('at %s are open: %p; next at %s', (at, isOpen, next) => {
    expect(hours.isOpen(new Date(at))).toBe(isOpen);
    expect(hours.nextOpening(new Date(at)).toISOString()).toBe(next);
  });

  test('a binding notice becomes a task two working days after it was due, any other never', () => {
    const friday = new Date('2026-03-06T02:00:00Z');
    const at = toTaskAt('notice.matter.accepted', friday, workDays);
    expect(at?.toISOString()).toBe('2026-03-10T02:00:00.000Z');
    expect(toTaskAt('notice.matter.verification', friday, workDays)).toBeUndefined();
    expect(toTaskAt('conversation.recalled', friday, workDays)).toBeUndefined();
  });
});

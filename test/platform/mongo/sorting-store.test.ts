import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSortingStore, createTicketStore } from '../../../platform/mongo/index.ts';
import type { Contact } from '../../../tickets/index.ts';
import { buildSortingModel } from '../../support/build-sorting.ts';
import { buildStep, buildTicket, clerk } from '../../support/build-ticket.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => opened.clear());

const openStore = () => createSortingStore(opened.database);
const bytes = new Uint8Array([1, 2, 3]);

const day = (date: number): Date => new Date(Date.UTC(2026, 2, date));

/** A reporter who waits for others. */
function buildWaiting(): Contact {
  const askedAt = new Date('2026-03-01T02:00:00Z');
  return { state: 'wait', words: '有人反映', givesAway: [], askedAt, reminders: 0 };
}

async function keep(...tickets: readonly ReturnType<typeof buildTicket>[]): Promise<void> {
  const people = { listByPhone: async () => [] };
  const store = createTicketStore(opened.database, people);
  for (const ticket of tickets) await store.insert(ticket);
}

describe('models', () => {
  test('are kept with their bytes apart, newest first, each version once', async () => {
    const store = openStore();
    const first = buildSortingModel();
    const second = buildSortingModel({ id: 'area-2', version: 2 });
    expect(await store.insert(first, bytes)).toBe(true);
    expect(await store.insert(second, bytes)).toBe(true);
    expect(await store.insert({ ...first, id: 'area-other' }, bytes)).toBe(false);
    expect(await store.list('area')).toEqual([second, first]);
    expect(await store.list('kind')).toEqual([]);
    expect(new Uint8Array((await store.readBytes('area-1')) ?? [])).toEqual(bytes);
    expect(await store.readBytes('area-9')).toBeUndefined();
  });

  test('go when they are old, but for the one in use', async () => {
    const store = openStore();
    for (const version of [1, 2, 3, 4]) {
      await store.insert(buildSortingModel({ id: `area-${version}`, version }), bytes);
    }
    await store.removeOld('area', 2, 'area-1');
    expect((await store.list('area')).map(({ version }) => version)).toEqual([4, 3, 1]);
  });
});

test('the choice of a model is remembered', async () => {
  const store = openStore();
  expect(await store.findChoice('area')).toEqual({ kind: 'newest' });
  await store.choose('area', { kind: 'model', id: 'area-3' });
  expect(await store.findChoice('area')).toEqual({ kind: 'model', id: 'area-3' });
  expect(await store.findChoice('kind')).toEqual({ kind: 'newest' });
});

describe('tickets', () => {
  const taken = buildStep({ seq: 2, action: 'accept', to: 'accepted', by: clerk });
  const history = [buildStep(), taken];

  test('teach once staff took them up', async () => {
    const facts = { story: '拖欠工资', demand: '补发' };
    await keep(
      buildTicket({ status: 'accepted', area: 'labour', history, facts, personId: 'p1' }),
      buildTicket({ status: 'accepted', history, facts }),
      buildTicket({ status: 'received', area: 'labour', facts }),
      buildTicket({ status: 'withdrawn', area: 'labour', history, facts }),
      buildTicket({ status: 'closed', area: 'labour', history: [buildStep()], facts }),
    );
    const store = openStore();
    expect(await store.listConfirmed('area', 10)).toEqual([
      { text: '拖欠工资\n补发', label: 'labour', personId: 'p1' },
    ]);
    expect((await store.listConfirmed('kind', 10)).map(({ label }) => label)).toEqual([
      'complaint',
      'complaint',
    ]);
  });

  test('teach nothing while they lie or are about to lie sealed, and no language model sees them', async () => {
    const facts = { story: '拖欠工资' };
    const contact = buildWaiting();
    await keep(
      buildTicket({ status: 'accepted', area: 'labour', history, facts, contact }),
      buildTicket({ facts, contact }),
    );
    const store = openStore();
    expect(await store.listConfirmed('area', 10)).toEqual([]);
    expect(await store.listUnsorted(new Date(0), 10)).toEqual([]);
  });

  test('that were sealed after a training taint its model, and no other', async () => {
    const store = openStore();
    for (const version of [1, 2, 3]) {
      const trainedAt = day(version * 10);
      await store.insert(buildSortingModel({ id: `area-${version}`, version, trainedAt }), bytes);
    }
    expect(await store.listHoldingSealed('area')).toEqual([]);
    const sealed = { ...buildWaiting(), sealedAt: day(25) };
    await keep(buildTicket({ createdAt: day(15), contact: sealed }));
    expect(await store.listHoldingSealed('area')).toEqual(['area-2']);
    expect(await store.listHoldingSealed('kind')).toEqual([]);
    await store.remove(['area-2']);
    expect((await store.list('area')).map(({ version }) => version)).toEqual([3, 1]);
    expect(await store.readBytes('area-2')).toBeUndefined();
  });

  test('wait for a vote while they are new, without an area, and not voted on', async () => {
    const facts = { story: '拖欠工资' };
    const asked = buildTicket({ facts });
    const voted = buildTicket({ facts });
    const old = buildTicket({ facts, createdAt: new Date('2026-01-01T00:00:00Z') });
    await keep(asked, voted, old, buildTicket({ facts, area: 'labour' }));
    const store = openStore();
    const vote = { ticketId: voted.id, area: 'labour', at: new Date('2026-03-02T00:00:00Z') };
    await store.saveVote(vote);
    await store.saveVote({ ...vote, area: 'health' });
    expect(await store.findVote(voted.id)).toEqual(vote);
    const since = new Date('2026-03-01T00:00:00Z');
    expect(await store.listUnsorted(since, 10)).toEqual([{ ticketId: asked.id, text: '拖欠工资' }]);
  });
});

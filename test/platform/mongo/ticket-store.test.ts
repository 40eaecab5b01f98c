import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createListAgainst,
  createPersonStore,
  createTicketStore,
  createTicketWatch,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import type { TicketQuery } from '../../../tickets/index.ts';
import { itBehavesLikeATicketStore } from '../../contracts/ticket-store.ts';
import { buildStep, buildTicket } from '../../support/build-ticket.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const secrets = createSecrets([newMasterKey()]);
const everything: TicketQuery = { page: 1, pageSize: 50, order: 'oldest' };
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

async function create() {
  await opened.clear();
  return createTicketStore(opened.database, createPersonStore(opened.database, secrets));
}

itBehavesLikeATicketStore(create);

async function search(query: string) {
  const store = createTicketStore(opened.database, createPersonStore(opened.database, secrets));
  const { items, total } = await store.list({ ...everything, query });
  expect(total).toBe(items.length);
  return items.map(({ id }) => id);
}

const against = (actingUnitId: string, responsibleOrganId: string) => ({
  respondent: { actingUnitId, responsibleOrganId },
});

test('open matters against a unit are found as named and, unnamed, as the words may mean', async () => {
  const store = await create();
  const acting = buildTicket(against('u-1', 'u-9'));
  const organ = buildTicket(against('u-9', 'u-1'));
  const guessed = buildTicket({ desk: { guessedUnitIds: ['u-8', 'u-1'] } });
  const others = [
    buildTicket({ ...against('u-1', 'u-1'), status: 'closed' }),
    buildTicket(against('u-9', 'u-9')),
    buildTicket(),
  ];
  for (const ticket of [acting, organ, guessed, ...others]) await store.insert(ticket);
  const found = await createListAgainst(opened.database)(['u-1', 'u-2']);
  const ids = [acting, organ, guessed].map(({ id }) => id);
  expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

describe('the search of tickets', () => {
  test('finds words of the story, the unit and the place, in either script', async () => {
    const store = await create();
    const story = buildTicket({ facts: { story: '没有出示执法证就开了罚款单' } });
    const unit = buildTicket({ facts: { story: '乱收费', actingUnit: '清河县市场监督管理局' } });
    await store.insert(story);
    await store.insert(unit);
    expect(await search('罰款單')).toEqual([story.id]);
    expect(await search('市场监督')).toEqual([unit.id]);
    expect(await search('收费 清河')).toEqual([unit.id]);
    expect(await search('罚')).toEqual([story.id]);
    expect(await search('城管')).toEqual([]);
  });

  test('finds what was written with a later step, and no longer what was taken out', async () => {
    const store = await create();
    const ticket = buildTicket({ facts: { story: '夜里施工' } });
    await store.insert(ticket);
    await store.save({ ...ticket, facts: { story: '白天施工' } });
    expect(await search('白天')).toEqual([ticket.id]);
    expect(await search('夜里')).toEqual([]);
  });

  test('finds the tickets of a person by their telephone number, however it is written', async () => {
    const store = await create();
    const people = createPersonStore(opened.database, secrets);
    const personId = await people.create({ phone: '139 0000 1234' });
    const ticket = buildTicket({ personId });
    await store.insert(ticket);
    await store.insert(buildTicket({ personId: 'someone else' }));
    expect(await search('+86-13900001234')).toEqual([ticket.id]);
    expect(await search('13900001235')).toEqual([]);
  });

  test('does not lead from a telephone number to what the same person filed anonymously', async () => {
    const store = await create();
    const people = createPersonStore(opened.database, secrets);
    const personId = await people.create({ phone: '139 0000 1234' });
    await store.insert(buildTicket({ personId, openness: 'anonymous' }));
    expect(await search('13900001234')).toEqual([]);
  });

  test.each([['.*'], ['{"$ne":null}'], ['$where'], ['^'], ['——']])(
    'takes %j as words, not as a pattern',
    async (query) => {
      const store = await create();
      await store.insert(buildTicket({ facts: { story: '一件平常的事' } }));
      const { items } = await store.list({ ...everything, query: `${query}施工` });
      expect(items).toEqual([]);
    },
  );
});

describe('the watch over tickets', () => {
  const now = new Date('2026-11-20T04:00:00Z');
  const yesterday = new Date('2026-11-18T17:00:00Z');

  test('counts by Shanghai days what came and what ended', async () => {
    const store = await create();
    await store.insert(buildTicket({ createdAt: now, updatedAt: now }));
    await store.insert(
      buildTicket({ createdAt: yesterday, updatedAt: yesterday, dueAt: new Date(+now - 1) }),
    );
    await store.insert(
      buildTicket({
        createdAt: yesterday,
        updatedAt: now,
        status: 'closed',
        history: [buildStep({ at: yesterday }), buildStep({ seq: 2, to: 'closed', at: now })],
      }),
    );
    const watch = createTicketWatch(opened.database);
    expect(await watch.readFigures(now, 3)).toEqual({
      receivedToday: 1,
      waiting: 2,
      urgent: 0,
      open: 2,
      overdue: 1,
      days: [
        { day: '2026-11-18', received: 0, ended: 0 },
        { day: '2026-11-19', received: 2, ended: 0 },
        { day: '2026-11-20', received: 1, ended: 1 },
      ],
    });
  });

  test('lists what changed since a moment, oldest change first', async () => {
    const store = await create();
    const late = buildTicket({ updatedAt: now });
    const early = buildTicket({ updatedAt: yesterday });
    await store.insert(late);
    await store.insert(early);
    const watch = createTicketWatch(opened.database);
    const toNumbers = async (since: Date) =>
      (await watch.listChangedSince(since, 10)).map(({ number }) => number);
    expect(await toNumbers(yesterday)).toEqual([early.number, late.number]);
    expect(await toNumbers(now)).toEqual([late.number]);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { toReferral } from '../../../bot/index.ts';
import { createReferralStore } from '../../../platform/mongo/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const at = new Date('2026-03-02T01:00:00Z');
const inSevenDays = new Date('2026-03-09T01:00:00Z');

function buildReferral(id: string, handedOverAt = at) {
  return toReferral({
    id,
    personId: 'person-1',
    ticketNumber: '2026000017',
    unit: '市场监督管理部门',
    at: handedOverAt,
  });
}

describe('referrals', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase();
  }, 60_000);
  afterEach(() => opened.clear());
  afterAll(() => opened.close());

  test('are due after seven days, the oldest first, and keep everything they were given', async () => {
    const store = createReferralStore(opened.database);
    const [first, second] = [buildReferral('t-1'), buildReferral('t-2', new Date('2026-03-01'))];
    await store.insert(first);
    await store.insert(second);
    expect(await store.listDue(at, 10)).toEqual([]);
    expect(await store.listDue(inSevenDays, 10)).toEqual([second, first]);
    expect(await store.listDue(inSevenDays, 1)).toEqual([second]);
    await opened.checkShapes();
  });

  test('a repeat of the turn leaves the one that is there', async () => {
    const store = createReferralStore(opened.database);
    await store.insert(buildReferral('t-1'));
    await store.move('t-1', 'waiting', 'asked');
    await store.insert(buildReferral('t-1'));
    expect(await store.listDue(inSevenDays, 10)).toEqual([]);
    expect(await store.findAsked('person-1')).toMatchObject({ id: 't-1', state: 'asked' });
  });

  test('move from one state once; the newest asked is answered for, of the person alone', async () => {
    const store = createReferralStore(opened.database);
    await store.insert(buildReferral('t-1'));
    await store.insert(buildReferral('t-2', inSevenDays));
    expect(await store.findAsked('person-1')).toBeUndefined();
    for (const id of ['t-1', 't-2']) {
      expect(await store.move(id, 'waiting', 'asked')).toBe(true);
      expect(await store.move(id, 'waiting', 'asked')).toBe(false);
    }
    expect(await store.findAsked('person-2')).toBeUndefined();
    expect((await store.findAsked('person-1'))?.id).toBe('t-2');
    await store.move('t-2', 'asked', 'unanswered');
    expect((await store.findAsked('person-1'))?.id).toBe('t-1');
  });
});

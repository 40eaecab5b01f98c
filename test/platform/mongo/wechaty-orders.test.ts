import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OrderStore } from '../../../bot/wechaty/index.ts';
import { createWechatyOrderStore } from '../../../platform/mongo/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 2, 0, seconds));

describe('orders for the process that has the account', () => {
  let database: TestDatabase;
  let orders: OrderStore;
  beforeAll(async () => {
    database = await openTestDatabase();
    orders = createWechatyOrderStore(database.database);
  });
  beforeEach(() => database.clear());
  afterAll(() => database.close());

  test('are asked once, filled by one, and not asked again once they are sent', async () => {
    await orders.ask('m-r0', at(0), at(-30));
    expect(await orders.ask('m-r0', at(1), at(-29))).toMatchObject({ status: 'asked' });
    expect((await orders.listAsked(10)).map(({ id }) => id)).toEqual(['m-r0']);
    expect(await Promise.all([orders.claim('m-r0', at(2)), orders.claim('m-r0', at(2))])).toEqual(
      expect.arrayContaining([true, false]),
    );
    await orders.recordSent('m-r0', at(3));
    expect(await orders.ask('m-r0', at(40), at(10))).toMatchObject({
      status: 'sent',
      sentAt: at(3),
    });
    expect(await orders.listAsked(10)).toEqual([]);
  });

  test('are taken back only before somebody fills them', async () => {
    await orders.ask('m-r0', at(0), at(-30));
    expect(await orders.withdraw('m-r0')).toBe(true);
    await orders.ask('m-r0', at(1), at(-29));
    await orders.claim('m-r0', at(2));
    expect(await orders.withdraw('m-r0')).toBe(false);
  });

  test('of a process that died over them are asked again after a while, refused ones at once', async () => {
    await orders.ask('m-r0', at(0), at(-30));
    await orders.claim('m-r0', at(1));
    expect(await orders.ask('m-r0', at(20), at(-10))).toMatchObject({ status: 'claimed' });
    expect(await orders.ask('m-r0', at(40), at(10))).toMatchObject({ status: 'asked' });
    await orders.claim('m-r0', at(41));
    await orders.recordRefused('m-r0', 'offline');
    const again = await orders.ask('m-r0', at(42), at(12));
    expect(again.status).toBe('asked');
    expect(again.failure).toBeUndefined();
  });
});

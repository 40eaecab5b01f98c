import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  createAlarms,
  createSendStaffCalls,
  type CardOutcome,
  type StaffCall,
} from '../../../bot/index.ts';
import { createAlarmStore, createStaffCallStore } from '../../../platform/mongo/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const officers = ['li', 'wang', 'zhao'].map((accountId) => ({ accountId, name: accountId }));
const minuteMs = 60_000;
const startAt = new Date('2026-03-01T18:00:00Z');
const wanted = {
  id: 'alarm-t-1-0',
  ticketId: 't-1',
  number: '2612345678',
  cause: 'urgent',
} as const;

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => opened.clear());

function rise(error: unknown): never {
  throw error;
}

/** Processes of one house over one database, on a clock that the test moves. */
function buildHouse() {
  const clock = { now: startAt };
  const readClock = () => clock.now;
  const sent: string[] = [];
  const rung: string[] = [];
  const state: { isWanted: boolean; outcome: CardOutcome } = {
    isWanted: true,
    outcome: { kind: 'sent' },
  };
  function start() {
    const alarms = createAlarmStore(opened.database);
    const calls = createStaffCallStore(opened.database);
    const chain = createAlarms({
      alarms,
      calls,
      listOnDuty: async () => officers,
      isWanted: async () => state.isWanted,
      now: readClock,
      announce: () => {},
      onError: rise,
    });
    const sendCalls = createSendStaffCalls({
      calls,
      async sendCard({ accountId }: StaffCall) {
        sent.push(accountId);
        return state.outcome;
      },
      onUnreached: async ({ accountId }) => void rung.push(accountId),
      now: readClock,
      onError: rise,
    });
    return {
      ...chain,
      async run(): Promise<void> {
        await chain.sweep();
        await sendCalls();
      },
    };
  }
  const wait = (ms: number): void => {
    clock.now = new Date(clock.now.getTime() + ms);
  };
  return { start, sent, rung, state, clock, wait };
}

describe('the calling chain', () => {
  test('calls the first, after 15 minutes the next, then all, until somebody takes it', async () => {
    const house = buildHouse();
    const process = house.start();
    await process.open({ ...wanted, dueAt: startAt });
    await process.run();
    expect(house.sent).toEqual(['li']);
    house.wait(15 * minuteMs - 1);
    await process.run();
    expect(house.sent).toEqual(['li']);
    house.wait(1);
    await process.run();
    expect(house.sent).toEqual(['li', 'wang']);
    house.wait(15 * minuteMs);
    await process.run();
    house.wait(15 * minuteMs);
    await process.run();
    expect(house.sent).toEqual(['li', 'wang', 'zhao', 'li', 'wang', 'zhao']);
    expect(await process.take(wanted.id, officers[1] ?? { accountId: '', name: '' })).toMatchObject(
      {
        kind: 'done',
        alarm: { state: 'taken', takenBy: { accountId: 'wang' } },
      },
    );
    house.wait(60 * minuteMs);
    await process.run();
    expect(house.sent).toHaveLength(6);
  });

  test('goes on to the next at once when an officer hands the call on, and only once', async () => {
    const house = buildHouse();
    const process = house.start();
    await process.open({ ...wanted, dueAt: startAt });
    await process.run();
    expect(await process.pass(wanted.id, 'li', 0)).toMatchObject({ kind: 'done' });
    expect(await process.pass(wanted.id, 'li', 0)).toMatchObject({ kind: 'again' });
    await process.run();
    await process.run();
    expect(house.sent).toEqual(['li', 'wang']);
  });

  test('ends when the ticket needs nobody any more', async () => {
    const house = buildHouse();
    const process = house.start();
    await process.open({ ...wanted, dueAt: startAt });
    house.state.isWanted = false;
    await process.run();
    expect(house.sent).toEqual([]);
    expect(await process.listOpen()).toEqual([]);
  });

  test('has somebody rung up where no card reaches them', async () => {
    const house = buildHouse();
    const process = house.start();
    house.state.outcome = { kind: 'no_way' };
    await process.open({ ...wanted, dueAt: startAt });
    await process.run();
    expect(house.rung).toEqual(['li']);
    const [call] = await createStaffCallStore(opened.database).listForTicket('t-1');
    expect(call).toMatchObject({ state: 'no_way', purpose: 'urgent' });
  });

  test('tries a busy platform again, five times at most', async () => {
    const house = buildHouse();
    const process = house.start();
    house.state.outcome = { kind: 'again', failure: 'busy' };
    await process.open({ ...wanted, dueAt: startAt });
    for (let round = 0; round < 10; round += 1) {
      await process.run();
      house.wait(30_000);
    }
    expect(house.sent).toEqual(['li', 'li', 'li', 'li', 'li']);
    expect(house.rung).toEqual(['li']);
  });

  test('calls each officer once though two processes run at the same time, and one is begun anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('first', 'second', 'both', 'restart'), { maxLength: 8 }),
        async (runs) => {
          await opened.clear();
          const house = buildHouse();
          const processes = [house.start(), house.start()];
          await Promise.all(processes.map(({ open }) => open({ ...wanted, dueAt: startAt })));
          for (const run of [...runs, 'both']) {
            if (run === 'restart') processes[0] = house.start();
            if (run === 'both') await Promise.all(processes.map((process) => process.run()));
            else await processes[run === 'second' ? 1 : 0]?.run();
          }
          expect(house.sent).toEqual(['li']);
          house.wait(15 * minuteMs);
          await Promise.all(processes.map((process) => process.run()));
          await Promise.all(processes.map((process) => process.run()));
          expect(house.sent).toEqual(['li', 'wang']);
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);
});

describe('a process killed between the alarm and its call', () => {
  test('leaves the call to the next process, which makes it once', async () => {
    const house = buildHouse();
    const alarms = createAlarmStore(opened.database);
    const dying = createAlarms({
      alarms,
      calls: { insert: () => Promise.reject(new Error('killed')) },
      listOnDuty: async () => officers,
      isWanted: async () => true,
      now: () => house.clock.now,
      announce: () => {},
      onError: () => {},
    });
    await dying.open({ ...wanted, dueAt: startAt });
    await dying.sweep();
    expect(house.sent).toEqual([]);
    const next = house.start();
    await next.run();
    await next.run();
    expect(house.sent).toEqual(['li']);
  });
});

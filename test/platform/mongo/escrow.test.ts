import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyAudit } from '../../../platform/mongo/index.ts';
import type { Ticket } from '../../../tickets/index.ts';
import { canaryStory, canaryUnit, dump, openEscrowWorld } from '../../support/escrow-world.ts';
import { openMortalDatabase } from '../../support/mortal-database.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let house: TestDatabase;
let world: ReturnType<typeof openEscrowWorld>;
const fail = (error: unknown): never => {
  throw error;
};

beforeAll(async () => {
  house = await openTestDatabase();
});
beforeEach(async () => {
  await house.clear();
  world = openEscrowWorld(house);
});
afterAll(async () => {
  await house.close();
});

/** What belongs to the ticket and its person wherever it is kept. */
async function readAll({ id, personId = '' }: Ticket) {
  const { version: _, updatedAt: _at, history, ...ticket } = await world.find(id);
  const [file] = await world.files.listForTicket(id);
  const copy = file && (await world.files.openWorkingCopy(file.id));
  return {
    ticket: { ...ticket, history: history.slice(0, 2) },
    lines: await world.transcript.listAfter(personId, 0, 10),
    file,
    copy: copy?.bytes.length,
  };
}

describe('two of three', () => {
  test('leave no trace of the unit or their words in a dump', async () => {
    const keeper = world.openKeeper();
    await world.waitAs('ann');
    await world.waitAs('ben');
    expect(await dump(house.database)).toContain(canaryUnit);
    await keeper.settleAll(fail);
    const dumped = await dump(house.database);
    for (const words of [canaryUnit, canaryStory, '城市巡查', '修车铺']) {
      expect(dumped).not.toContain(words);
    }
    await house.checkShapes();
  });

  test('stay sealed when one person writes by two channels, or leaves the same telephone', async () => {
    const keeper = world.openKeeper();
    const first = await world.waitAs('ann');
    const second = await world.waitAs('ben');
    await world.waitAs('ann');
    await world.people.saveContact(first.personId ?? '', { phone: '13900000001' });
    await world.people.saveContact(second.personId ?? '', { phone: '13900000001' });
    await world.waitAs('cat');
    await keeper.settleAll(fail);
    await keeper.settleAll(fail);
    expect((await world.find(first.id)).contact).toMatchObject({ state: 'wait' });
    expect(await dump(house.database)).not.toContain(canaryUnit);
  });

  test('are not opened by another unit or another type of problem', async () => {
    const keeper = world.openKeeper();
    const first = await world.waitAs('ann');
    await world.waitAs('ben');
    await world.waitAs('cat', { conduct: 'manner' });
    await world.waitAs('dan', { unit: '另一个局' });
    await keeper.settleAll(fail);
    expect((await world.find(first.id)).facts).toEqual({});
  });

  test('may leave at any time and find everything as it was', async () => {
    const keeper = world.openKeeper();
    const asked = await world.ask(await world.fileOne('ann'));
    const before = await readAll(asked);
    await world.choose(asked, 'wait');
    await keeper.settleAll(fail);
    expect((await world.find(asked.id)).facts).toEqual({});
    await world.choose(asked, 'leave');
    await keeper.settleAll(fail);
    const { ticket, ...rest } = await readAll(asked);
    const { ticket: was, ...others } = before;
    expect(rest).toEqual(others);
    expect(ticket).toMatchObject({ facts: was.facts, history: was.history });
    expect(ticket.contact).toMatchObject({ state: 'asked', words: was.contact?.words });
    const later = await world.waitAs('ben');
    await world.waitAs('cat');
    await keeper.settleAll(fail);
    // Who left is no longer one of three.
    expect((await world.find(later.id)).facts).toEqual({});
  });
});

describe('the audit', () => {
  test('keeps its chain while reasons that name the unit lie sealed', async () => {
    const { audit, pieces, digests } = world.openAudit();
    const ticket = await world.waitAs('ann');
    const entry = { at: new Date(), accountId: 'account-1', action: 'person.reveal' };
    await audit.record({ ...entry, object: ticket.id, reason: `问${canaryUnit}的事` });
    await audit.record({ ...entry, object: 'other', reason: '别的事' });
    await audit.chainPending();
    await world.openKeeper().settleAll(fail);
    expect(await dump(house.database)).not.toContain(canaryUnit);
    expect(await verifyAudit(house.database, digests, pieces)).toMatchObject({ kind: 'intact' });
    expect(await verifyAudit(house.database, digests)).toMatchObject({ kind: 'broken' });
    await audit.close();
  });
});

describe('the third', () => {
  test('opens all three at once, with every word where it was', async () => {
    const keeper = world.openKeeper();
    const tickets = [];
    for (const name of ['ann', 'ben', 'cat']) {
      tickets.push(await world.ask(await world.fileOne(name)));
    }
    const before = await Promise.all(tickets.map(readAll));
    for (const ticket of tickets) await world.choose(ticket, 'wait');
    await keeper.settleAll(fail);
    const after = await Promise.all(tickets.map(readAll));
    for (const [index, { ticket, ...rest }] of after.entries()) {
      const { ticket: was, ...others } = before[index] ?? {};
      expect(rest).toEqual(others);
      expect(ticket).toMatchObject({ facts: was?.facts, history: was?.history });
      expect(ticket.contact?.openedAt).toBeDefined();
    }
    expect(await dump(house.database)).toContain(canaryUnit);
    expect(await keeper.settleAll(fail)).toBeUndefined();
  });
});

describe('killed between any two writes', () => {
  test('it ends with all three open, as if it had never died', async () => {
    for (let at = 1, isOver = false; !isOver; at += 1) {
      await house.clear();
      world = openEscrowWorld(house);
      const tickets = [];
      for (const name of ['ann', 'ben', 'cat']) {
        tickets.push(await world.ask(await world.fileOne(name)));
      }
      const before = await Promise.all(tickets.map(readAll));
      for (const ticket of tickets) await world.choose(ticket, 'wait');
      const mortal = openMortalDatabase(house.database, at);
      const dying = world.openKeeper(mortal.database, mortal.wrap(world.store.save));
      await dying.settleAll(fail).catch(() => undefined);
      isOver = !mortal.isDead();
      const keeper = world.openKeeper();
      for (let round = 0; round < 3; round += 1) await keeper.settleAll(fail);
      const after = await Promise.all(tickets.map(readAll));
      for (const [index, { ticket, ...rest }] of after.entries()) {
        const { ticket: was, ...others } = before[index] ?? {};
        expect({ at, rest }).toEqual({ at, rest: others });
        expect(ticket).toMatchObject({ facts: was?.facts, history: was?.history });
        expect(ticket.contact?.openedAt).toBeDefined();
      }
    }
  }, 240_000);
});

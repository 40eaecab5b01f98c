import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createOneByOne } from '../../bot/service/one-by-one.ts';
import {
  createBindings,
  createDirectory,
  createLeases,
  createPersonStore,
  createSessionStore,
  createTicketStore,
} from '../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../platform/seal/index.ts';
import { buildTicket } from '../support/build-ticket.ts';
import { openTestDatabase, type TestDatabase } from '../support/mongo.ts';

const now = new Date('2026-03-02T01:00:00Z');
const later = new Date(now.getTime() + 10 * 60_000);
const secrets = createSecrets([newMasterKey()]);

describe('a second channel of one person', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  }, 60_000);
  afterEach(() => db.clear());
  afterAll(() => db.close());

  async function meet(round = 0) {
    const directory = createDirectory(db.database, secrets);
    const people = createPersonStore(db.database, secrets);
    const bindings = createBindings(db.database, secrets);
    const chat = { channel: 'web-chat', userId: randomUUID() } as const;
    const follower = { channel: 'official-account', userId: `o-${randomUUID()}` } as const;
    const [first, second] = [await directory.identify(follower), await directory.identify(chat)];
    await bindings.issue({
      codeHash: round === 0 ? 'hash-1' : `hash-1-${round}`,
      personId: first,
      channel: 'official-account',
      expiresAt: later,
    });
    /** As a process that remembers nothing yet. */
    const afresh = () => createDirectory(db.database, secrets);
    return { directory, people, bindings, chat, follower, first, second, afresh };
  }

  test('both addresses lead to the person who showed the code, and notices find both', async () => {
    const { bindings, chat, follower, first, second, afresh } = await meet();
    expect(await bindings.join('hash-1', second, now)).toEqual({
      kind: 'joined',
      into: first,
      channel: 'official-account',
    });
    expect(await afresh().identify(chat)).toBe(first);
    expect(await afresh().identify(follower)).toBe(first);
    expect(await afresh().open(first)).toEqual(expect.arrayContaining([chat, follower]));
    expect(await afresh().open(second)).toHaveLength(2);
    await afresh().touch(first, 'web-chat', later);
    expect((await afresh().open(first))[0]).toEqual(chat);
    await afresh().unbind(first, 'web-chat');
    expect(await afresh().open(first)).toEqual([follower]);
    await db.checkShapes();
  });

  test('a process that still remembers the left person is told the truth when it asks anew', async () => {
    const { directory, bindings, chat, first, second } = await meet();
    await bindings.join('hash-1', second, now);
    expect(await directory.identify(chat)).toBe(second);
    expect(await directory.identifyAnew(chat)).toBe(first);
    expect(await directory.identify(chat)).toBe(first);
  });

  test('tickets of both sides are the one person’s; a version moves on, so that no stale write undoes it', async () => {
    const { people, bindings, first, second } = await meet();
    const tickets = createTicketStore(db.database, people);
    const ticket = buildTicket({ personId: second });
    await tickets.insert(ticket);
    await bindings.join('hash-1', second, now);
    const moved = await tickets.find(ticket.id);
    expect(moved?.personId).toBe(first);
    await expect(tickets.save(ticket)).rejects.toMatchObject({ code: 'ticket_version_conflict' });
  });

  test('name and phone that the other side lacks are carried over, sealed anew', async () => {
    const { people, bindings, first, second } = await meet();
    await people.saveContact(second, { name: '王小明', phone: '13812345678' });
    await people.saveContact(first, { name: '王先生' });
    await bindings.join('hash-1', second, now);
    expect(await people.find(first)).toMatchObject({ name: '王先生', phone: '13812345678' });
    expect(await people.listByPhone('13812345678')).toContain(first);
  });

  test('a code works once, within its time, for another than its own, and a repeat is the same act', async () => {
    const { directory, bindings, first, second } = await meet();
    expect(await bindings.weigh('hash-1', second, now)).toMatchObject({ kind: 'joined' });
    expect(await bindings.join('hash-1', second, later)).toEqual({ kind: 'unknown' });
    expect(await bindings.join('hash-1', first, now)).toEqual({ kind: 'own' });
    expect(await bindings.join('other', second, now)).toEqual({ kind: 'unknown' });
    const third = await directory.identify({ channel: 'official-account', userId: 'o-third' });
    expect(await bindings.join('hash-1', third, now)).toEqual({ kind: 'same_channel' });
    expect(await bindings.join('hash-1', second, now)).toMatchObject({ kind: 'joined' });
    expect(await bindings.join('hash-1', second, later)).toMatchObject({ kind: 'joined' });
    expect(await bindings.join('hash-1', third, now)).toEqual({ kind: 'unknown' });
  });

  test('who was joined before follows when the one joined into is joined itself', async () => {
    const { directory, bindings, chat, first, second, afresh } = await meet();
    await bindings.join('hash-1', second, now);
    const member = await directory.identify({ channel: 'wecom', userId: 'li.si' });
    await bindings.issue({
      codeHash: 'hash-2',
      personId: member,
      channel: 'wecom',
      expiresAt: later,
    });
    await bindings.join('hash-2', first, now);
    expect(await afresh().identify(chat)).toBe(member);
    expect(await afresh().open(member)).toHaveLength(3);
  });

  test('two channels that type each other’s code in the same instant become one person, and both hear so', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { people, bindings, chat, follower, first, second, afresh } = await meet(round);
      await bindings.issue({
        codeHash: `crossed-${round}`,
        personId: second,
        channel: 'web-chat',
        expiresAt: later,
      });
      const tickets = createTicketStore(db.database, people);
      for (const personId of [first, second]) {
        await tickets.insert(buildTicket({ id: `t-${personId}`, number: personId, personId }));
      }
      /** Each in a process of its own. */
      const join = (codeHash: string, personId: string) =>
        createOneByOne(
          createLeases(db.database, randomUUID(), () => new Date()),
          'bindings',
        )(() => createBindings(db.database, secrets).join(codeHash, personId, now));
      const joined = await Promise.all([
        join(round === 0 ? 'hash-1' : `hash-1-${round}`, second),
        join(`crossed-${round}`, first),
      ]);
      const one = await afresh().identify(chat);
      expect(await afresh().identify(follower)).toBe(one);
      expect(joined.map(({ kind }) => kind)).toEqual(['joined', 'joined']);
      expect(joined).toEqual([
        expect.objectContaining({ into: one }),
        expect.objectContaining({ into: one }),
      ]);
      expect(await afresh().open(one)).toEqual(expect.arrayContaining([chat, follower]));
      for (const personId of [first, second]) {
        expect((await tickets.find(`t-${personId}`))?.personId).toBe(one);
      }
    }
  });

  test('the left session names where its messages go', async () => {
    const { bindings, first, second } = await meet();
    const sessions = createSessionStore(db.database, () => ({}));
    await sessions.lease(second, 'owner', now, later);
    await sessions.release(second, 'owner');
    await bindings.join('hash-1', second, now);
    expect((await sessions.find(second))?.movedTo).toBe(first);
  });
});

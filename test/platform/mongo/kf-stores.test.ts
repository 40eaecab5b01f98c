import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createKfCursorStore,
  createKfSessionStore,
  createOutboxStore,
  createReturnedMail,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const secrets = createSecrets([newMasterKey()]);
const now = new Date('2026-03-02T02:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => opened.clear());
afterEach(() => opened.checkShapes());

describe('how far an account was read', () => {
  it('is known to every process, from the first word of the account', async () => {
    const store = createKfCursorStore(opened.database);
    await store.note('wk1');
    await store.note('wk1');
    expect(await store.list()).toEqual(['wk1']);
    expect(await store.find('wk1')).toBeUndefined();
    expect(await store.advance('wk1', undefined, 'c1')).toBe(true);
    expect(await createKfCursorStore(opened.database).find('wk1')).toBe('c1');
  });

  it('moves on only from where it stood', async () => {
    const store = createKfCursorStore(opened.database);
    await store.advance('wk1', undefined, 'c1');
    expect(await store.advance('wk1', undefined, 'c2')).toBe(false);
    expect(await store.advance('wk1', 'c0', 'c2')).toBe(false);
    expect(await store.advance('wk1', 'c1', 'c2')).toBe(true);
    expect(await store.find('wk1')).toBe('c2');
  });

  it('is forgotten once, when the platform has lost it', async () => {
    const store = createKfCursorStore(opened.database);
    await store.advance('wk1', undefined, 'c1');
    expect(await store.advance('wk1', 'c1', undefined)).toBe(true);
    expect(await store.find('wk1')).toBeUndefined();
    expect(await store.advance('wk1', 'c1', undefined)).toBe(false);
  });
});

describe('sessions in a servicer’s hands', () => {
  it('are known until they end, or for 48 hours, and hold no customer', async () => {
    const store = createKfSessionStore(opened.database, secrets.digests);
    await store.save('wk1/wmCanary', true, now);
    await store.save('wk1/wmOther', true, now);
    expect(await store.isWithPerson('wk1/wmCanary', later(1))).toBe(true);
    await store.save('wk1/wmOther', false, later(1));
    expect(await store.isWithPerson('wk1/wmOther', later(2))).toBe(false);
    const { connection } = opened.database;
    const stored = await connection
      .getClient()
      .db(connection.name)
      .collection('kf_sessions')
      .find()
      .toArray();
    expect(JSON.stringify(stored)).not.toContain('wmCanary');
    expect(await store.isWithPerson('wk1/wmCanary', later(48 * 3_600_000))).toBe(false);
  });
});

/** A notice that was sent, as customer service knows it. */
async function openMail() {
  const outbox = createOutboxStore(opened.database, secrets);
  const taskAt = later(5);
  const mail = createReturnedMail(opened.database, (key) =>
    key === 'notice.complaint.accepted' ? taskAt : undefined,
  );
  const reply = { key: 'notice.complaint.accepted' };
  const row = { personId: 'p1', kind: 'notice', reply, traceId: 't' } as const;
  await outbox.insert([{ id: 'n1', ...row, createdAt: now, dueAt: now }]);
  await outbox.claim('n1', 'me', now, later(1000), { text: '有进展' });
  await outbox.recordSent('n1', { at: now, channel: 'wecom-kf', platformId: 'abc' });
  return { outbox, mail, taskAt };
}

describe('a row that came back', () => {
  it('is found by its receipt, in its channel', async () => {
    const { mail } = await openMail();
    expect(await mail.listSent('wecom', 'abc')).toEqual([]);
    expect(await mail.listSent('wecom-kf', 'other')).toEqual([]);
    const sent = { id: 'n1', personId: 'p1', sentAt: now, returns: 0 };
    expect(await mail.listSent('wecom-kf', 'abc')).toEqual([sent]);
  });

  it('is remembered until its sending is recorded, by the channel that told of it', async () => {
    const { mail } = await openMail();
    await mail.keepEarly('wecom-kf', 'soon', 'blocked', now);
    await mail.keepEarly('wecom-kf', 'soon', 'blocked', now);
    expect(await mail.findEarly('wecom', 'soon')).toBeUndefined();
    expect(await mail.findEarly('wecom-kf', 'soon')).toBe('blocked');
    await mail.dropEarly('wecom-kf', 'soon');
    expect(await mail.findEarly('wecom-kf', 'soon')).toBeUndefined();
  });

  it('waits for its next try, once, and staff are asked to tell it again in time', async () => {
    const { outbox, mail, taskAt } = await openMail();
    expect(await mail.putBack('n1', 'window_closed', later(10))).toBe(true);
    expect(await mail.putBack('n1', 'window_closed', later(10))).toBe(false);
    const [waiting] = await outbox.findMany(['n1']);
    expect(waiting).toMatchObject({ status: 'waiting', dueAt: later(10), taskAt, returns: 1 });
    expect(waiting).not.toHaveProperty('receipt');
    expect(await outbox.listPeopleDue(later(10), 5)).toEqual(['p1']);
  });

  it('is held for the next contact when it is not to be tried again', async () => {
    const { outbox, mail } = await openMail();
    await mail.putBack('n1', 'channel_down');
    expect(await outbox.findMany(['n1'])).toMatchObject([
      { status: 'held', failure: 'channel_down' },
    ]);
    expect(await outbox.releaseHeld('p1', 'web-chat', later(1))).toEqual(['n1']);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account, Invitation } from '../../../people/index.ts';
import {
  createAccountSessionStore,
  createAccountStore,
  createDirectory,
  createInvitationStore,
  createPersonStore,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const secrets = createSecrets([newMasterKey()]);
const now = new Date('2026-03-02T02:00:00.000Z');
const later = new Date(now.getTime() + 1000);
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(() => opened.clear());
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

/** Everything that is stored, as it would leak. */
async function dump(): Promise<string> {
  const database = opened.database.connection.getClient().db(opened.dbName);
  const collections = await database.collections();
  const documents = await Promise.all(collections.map((it) => it.find().toArray()));
  return JSON.stringify(documents);
}

describe('a person store', () => {
  const contact = { name: '王小明canary', phone: '139 1234 5678' };

  test('gives back the name and phone that it keeps sealed', async () => {
    const people = createPersonStore(opened.database, secrets);
    const id = await people.create(contact);
    expect(await people.find(id)).toEqual({ id, ...contact, language: 'zh-CN' });
    const stored = await dump();
    expect(stored).not.toContain('canary');
    expect(stored).not.toMatch(/1234 ?5678/);
  });

  test('knows nobody by an id that it never gave', async () => {
    const people = createPersonStore(opened.database, secrets);
    expect(await people.find('nobody')).toBeUndefined();
    expect(await people.findEnrolment('nobody')).toBeUndefined();
  });

  test('lists people by exactly their phone, however it is written', async () => {
    const people = createPersonStore(opened.database, secrets);
    const ids = [await people.create(contact), await people.create(contact)];
    await people.create({ name: '另一个人' });
    expect((await people.listByPhone('+86 139-1234-5678')).toSorted()).toEqual(ids.toSorted());
    expect((await people.listByPhone('１３９１２３４５６７８')).toSorted()).toEqual(ids.toSorted());
    expect(await people.listByPhone('139123456')).toEqual([]);
  });

  test('adds what a person tells later, and finds them by the new phone only', async () => {
    const people = createPersonStore(opened.database, secrets);
    const directory = createDirectory(opened.database, secrets);
    const id = await directory.identify({ channel: 'web-chat', userId: 'u-1' });
    expect(await people.find(id)).toEqual({ id, language: 'zh-CN' });
    await people.saveContact(id, contact);
    await people.saveContact(id, { phone: '13800000000' });
    await people.saveContact(id, {});
    expect(await people.find(id)).toMatchObject({ name: contact.name, phone: '13800000000' });
    expect(await people.listByPhone(contact.phone)).toEqual([]);
    expect(await people.listByPhone('13800000000')).toEqual([id]);
    expect(await directory.open(id)).toEqual([{ channel: 'web-chat', userId: 'u-1' }]);
  });

  test('keeps an enrolment', async () => {
    const people = createPersonStore(opened.database, secrets);
    const id = await people.create({});
    const enrolment = { organisation: '商会', enrolledAt: now, until: later };
    await people.enrol(id, enrolment);
    expect(await people.findEnrolment(id)).toEqual(enrolment);
    expect((await people.find(id))?.specialist).toEqual(enrolment);
  });
});

describe('an invitation store', () => {
  const invitation: Invitation = {
    id: 'i-1',
    codeHash: 'hash of a code',
    organisation: '商会',
    termUntil: later,
    expiresAt: later,
    createdBy: 'account-1',
  };

  test('lets one person of many redeem a code, and that one again', async () => {
    const store = createInvitationStore(opened.database);
    await store.insert(invitation);
    const people = ['p-1', 'p-2', 'p-3'];
    const redeemed = await Promise.all(
      people.map((personId) => store.redeem(invitation.codeHash, personId, now)),
    );
    const [winner] = redeemed.filter((found) => found !== undefined);
    expect(redeemed.filter((found) => found !== undefined)).toHaveLength(1);
    const usedBy = winner?.usedBy ?? '';
    expect(winner).toEqual({ ...invitation, usedBy });
    const muchLater = new Date(later.getTime() + 1);
    expect(await store.redeem(invitation.codeHash, usedBy, muchLater)).toEqual(winner);
    expect(await store.list()).toEqual([winner]);
  });

  test('refuses an unknown code and one that ran out', async () => {
    const store = createInvitationStore(opened.database);
    await store.insert(invitation);
    expect(await store.redeem('another hash', 'p-1', now)).toBeUndefined();
    expect(await store.redeem(invitation.codeHash, 'p-1', later)).toBeUndefined();
    expect(await store.list()).toEqual([invitation]);
  });
});

describe('an account store', () => {
  const account: Account = {
    id: 'a-1',
    version: 1,
    username: 'clerk',
    name: '王受理',
    roles: ['intake_clerk'],
    passwordHash: 'an argon2id hash',
    mustChangePassword: true,
    totpSecret: 'TOTPCANARY',
  };

  test('finds an account by id and by name, its second factor sealed', async () => {
    const store = createAccountStore(opened.database, secrets);
    expect(await store.insert(account)).toBe(true);
    expect(await store.find('a-1')).toEqual(account);
    expect(await store.findByUsername('clerk')).toEqual(account);
    expect(await store.findByUsername('nobody')).toBeUndefined();
    expect(await dump()).not.toContain('TOTPCANARY');
  });

  test('takes a name once, also when two ask at the same time', async () => {
    const store = createAccountStore(opened.database, secrets);
    const both = await Promise.all([
      store.insert(account),
      store.insert({ ...account, id: 'a-2' }),
    ]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await store.count()).toBe(1);
  });

  test('saves on the version that was read only', async () => {
    const store = createAccountStore(opened.database, secrets);
    await store.insert(account);
    const { totpSecret, ...changed } = { ...account, name: '王五', disabledAt: now };
    expect(await store.save(changed)).toBe(true);
    expect(await store.save({ ...account, name: '赵六' })).toBe(false);
    expect(await store.list()).toEqual([{ ...changed, version: 2 }]);
  });
});

describe('an account session store', () => {
  const session = {
    id: 'hash of a token',
    accountId: 'a-1',
    createdAt: now,
    lastSeenAt: now,
    expiresAt: later,
  };

  test('keeps, touches and removes sessions', async () => {
    const store = createAccountSessionStore(opened.database);
    await store.insert(session);
    await store.touch(session.id, later);
    expect(await store.find(session.id)).toEqual({ ...session, lastSeenAt: later });
    await store.remove(session.id);
    expect(await store.find(session.id)).toBeUndefined();
  });

  test('removes all sessions of an account and of no other', async () => {
    const store = createAccountSessionStore(opened.database);
    await store.insert(session);
    await store.insert({ ...session, id: 'second' });
    await store.insert({ ...session, id: 'other', accountId: 'a-2' });
    await store.removeAllOf('a-1');
    expect(await store.find(session.id)).toBeUndefined();
    expect(await store.find('second')).toBeUndefined();
    expect(await store.find('other')).toBeDefined();
  });

  test('forgets at the next sign-in what ran out', async () => {
    const store = createAccountSessionStore(opened.database);
    await store.insert(session);
    await store.insert({ ...session, id: 'second', createdAt: new Date(later.getTime() + 1) });
    expect(await store.find(session.id)).toBeUndefined();
    expect(await store.find('second')).toBeDefined();
  });
});

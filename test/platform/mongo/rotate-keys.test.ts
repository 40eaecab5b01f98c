import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createAccountStore,
  createAudit,
  createDirectory,
  createInvitationStore,
  createLeases,
  createOutboxStore,
  createPersonStore,
  createSavedViewStore,
  createSessionStore,
  createTicketStore,
  createTranscriptStore,
  rotateKeys,
  verifyAudit,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey, type Secrets } from '../../../platform/seal/index.ts';
import { buildLine, buildOutboxRow } from '../../support/build-message.ts';
import { buildTicket } from '../../support/build-ticket.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const [oldKey, newKey] = [newMasterKey(), newMasterKey()];
const before = createSecrets([oldKey]);
const both = createSecrets([newKey, oldKey]);
const after = createSecrets([newKey]);
const now = new Date('2026-03-02T02:00:00.000Z');
const later = new Date(now.getTime() + 86_400_000);
const address = { channel: 'official-account', userId: 'oOpenId' } as const;
const line = buildLine({ personText: '查询码：7H3K' });
const row = buildOutboxRow({
  reply: { key: 'conversation.filed', secrets: { code: '7H3K' } },
  words: { text: '查询码：7H3K' },
});
const ticket = buildTicket({
  id: 't-rotated',
  receiptHash: before.codes.hashReceiptCode(before.codes.deriveReceiptCode('t-rotated')),
});
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(() => opened.clear());
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

function openStores(secrets: Secrets) {
  const { database } = opened;
  const people = createPersonStore(database, secrets);
  return {
    people,
    directory: createDirectory(database, secrets),
    accounts: createAccountStore(database, secrets),
    outbox: createOutboxStore(database, secrets),
    transcript: createTranscriptStore(database, secrets, () => now),
    tickets: createTicketStore(database, people),
    invitations: createInvitationStore(database),
    audit: createAudit({
      database,
      leases: createLeases(database, 'rotation', () => now),
      digests: secrets.digests,
      now: () => now,
      onError: () => {},
    }),
  };
}

async function fill(): Promise<string> {
  const stores = openStores(before);
  const personId = await stores.directory.identify(address);
  await stores.people.saveContact(personId, { name: '王小明', phone: '13912345678' });
  await stores.accounts.insert({
    id: 'a-1',
    version: 1,
    username: 'clerk',
    name: '王受理',
    roles: ['intake_clerk'],
    passwordHash: 'hash',
    mustChangePassword: false,
    totpSecret: 'TOTP',
  });
  await stores.outbox.insert([row, buildOutboxRow()]);
  await stores.transcript.append([line, buildLine()]);
  await stores.tickets.insert(ticket);
  await stores.audit.record({ at: now, accountId: 'a-1', action: 'reveal', object: 't-rotated' });
  await stores.audit.chainPending();
  return personId;
}
const rotate = () => rotateKeys(opened.database, both, now);

const always = async () => true;

describe('a rotation of the master key', () => {
  test('leaves nothing that needs the old key', async () => {
    const personId = await fill();
    const left = { receiptHashes: 0, invitations: 0, certificates: 0 };
    expect(await rotate()).toEqual({ moved: 6, left });

    const stores = openStores(after);
    expect(await stores.directory.identify(address)).toBe(personId);
    expect(await stores.directory.open(personId)).toEqual([address]);
    expect(await stores.people.find(personId)).toMatchObject({
      name: '王小明',
      phone: '13912345678',
    });
    expect(await stores.people.listByPhone('139 1234 5678')).toEqual([personId]);
    expect((await stores.accounts.find('a-1'))?.totpSecret).toBe('TOTP');
    expect(await stores.outbox.findMany([row.id])).toMatchObject([
      { reply: row.reply, words: row.words },
    ]);
    expect((await stores.transcript.find(line.id))?.personText).toBe(line.personText);
    const code = before.codes.deriveReceiptCode(ticket.id);
    const found = await stores.tickets.findByReceiptHash(after.codes.hashReceiptCode(code));
    expect(found?.id).toBe(ticket.id);
    expect(await verifyAudit(opened.database, after.digests)).toEqual({ kind: 'intact', count: 1 });
  });

  test('leaves whole words that are kept sealed readable by the new key alone', async () => {
    const { database } = opened;
    const openSessions = (seal: Secrets) =>
      createSessionStore<object>(database, () => ({}), { isSealed: always, seal });
    const sessions = openSessions(before);
    const session = await sessions.lease('person-1', 'a', now, later);
    if (session === undefined) throw new Error('no lease');
    await sessions.save({ ...session, state: { draft: '半句话' } }, 'a', 'release');
    const view = {
      id: 'v-1',
      version: 1,
      ownerId: 'a-1',
      name: '我的视图',
      isShared: false,
      filters: {},
      columns: [],
      createdAt: now,
    };
    await createSavedViewStore(database, before).insert(view);
    expect(await rotate()).toMatchObject({ moved: 2 });
    expect((await openSessions(after).find('person-1'))?.state).toEqual({ draft: '半句话' });
    expect(await createSavedViewStore(database, after).find('v-1')).toEqual(view);
  });

  test('finds nothing to do the second time', async () => {
    await fill();
    await rotate();
    expect(await rotate()).toMatchObject({ moved: 0 });
  });

  test('knows people by either key while it is under way', async () => {
    const personId = await fill();
    expect(await openStores(both).directory.identify(address)).toBe(personId);
    expect(await openStores(both).people.listByPhone('13912345678')).toEqual([personId]);
  });

  test('says which codes only the old key can check', async () => {
    const stores = openStores(before);
    const invitation = {
      id: 'i-1',
      codeHash: before.codes.hashInvitationCode('ABCD'),
      organisation: '商会',
      termUntil: later,
      expiresAt: later,
      createdBy: 'a-1',
    };
    await stores.invitations.insert(invitation);
    await stores.invitations.insert({
      ...invitation,
      id: 'i-2',
      expiresAt: now,
      codeHash: before.codes.hashInvitationCode('EFGH'),
    });
    await stores.tickets.insert({ ...ticket, receiptHash: before.codes.hashReceiptCode('XYZ') });
    expect(await rotate()).toEqual({
      moved: 0,
      left: { receiptHashes: 1, invitations: 1, certificates: 0 },
    });
  });

  test('does not make a forged end of the audit chain genuine', async () => {
    await fill();
    const settings = opened.database.connection.getClient().db(opened.dbName);
    await settings
      .collection<{ _id: string }>('settings')
      .updateOne({ _id: 'audit_head' }, { $set: { 'value.hash': 'forged' } });
    await rotate();
    expect(await verifyAudit(opened.database, both.digests)).toMatchObject({
      fault: 'head_forged',
    });
  });
});

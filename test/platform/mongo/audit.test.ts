import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAudit, createLeases, verifyAudit } from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';
import { waitFor } from '../../support/wait-for.ts';

const { digests } = createSecrets([newMasterKey()]);
const now = () => new Date();
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(() => opened.clear());
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

function openAudit(owner = 'process-1', errors: unknown[] = []) {
  const { database } = opened;
  const leases = createLeases(database, owner, now);
  return createAudit({ database, leases, digests, now, onError: (error) => errors.push(error) });
}
const toEntry = (object: string) => ({
  at: new Date('2026-03-02T02:00:00.000Z'),
  accountId: 'account-1',
  action: 'reveal_contact',
  object,
});
const verify = () => verifyAudit(opened.database, digests);
const native = () => opened.database.connection.getClient().db(opened.dbName);
const chain = () => native().collection<{ _id: number; object?: string; hash?: string }>('audit');
const settings = () => native().collection<{ _id: string }>('settings');

/** A chain of `count` entries. */
async function buildChain(count: number) {
  const audit = openAudit();
  for (let index = 1; index <= count; index += 1) await audit.record(toEntry(`t-${index}`));
  await audit.chainPending();
  return audit;
}

describe('the audit log', () => {
  test('has an entry safe once it is recorded, before it is chained', async () => {
    await openAudit().record({ ...toEntry('t-1'), reason: '回访' });
    expect(await native().collection('audit_pending').countDocuments()).toBe(1);
    expect(await openAudit('process-2').chainPending()).toBe(1);
    expect(await native().collection('audit_pending').countDocuments()).toBe(0);
    expect(await chain().findOne({ _id: 1 })).toMatchObject({
      ...toEntry('t-1'),
      reason: '回访',
      alg: 'SHA-256',
    });
  });

  test('numbers entries without gaps in the order of recording', async () => {
    await buildChain(7);
    const links = await chain()
      .find({}, { sort: { _id: 1 } })
      .toArray();
    expect(links.map(({ _id, object }) => [_id, object])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((seq) => [seq, `t-${seq}`]),
    );
    expect(await verify()).toEqual({ kind: 'intact', count: 7 });
  });

  test('is one chain when processes record and chain at once', async () => {
    const processes = ['a', 'b', 'c'].map((owner) => openAudit(owner));
    const work = processes.flatMap((audit) =>
      Array.from({ length: 20 }, async (_, index) => {
        await audit.record(toEntry(`t-${index}`));
        await audit.chainPending();
      }),
    );
    await Promise.all(work);
    await openAudit('d').chainPending();
    expect(await verify()).toEqual({ kind: 'intact', count: 60 });
  });

  test('chains an entry once when a crash left it waiting too', async () => {
    const audit = openAudit();
    await audit.record(toEntry('t-1'));
    const left = await native().collection('audit_pending').findOne({});
    await audit.chainPending();
    if (left !== null) await native().collection('audit_pending').insertOne(left);
    await audit.record(toEntry('t-2'));
    expect(await audit.chainPending()).toBe(1);
    expect(await verify()).toEqual({ kind: 'intact', count: 2 });
  });

  test('chains by itself once started', async () => {
    const audit = openAudit();
    audit.start();
    await audit.record(toEntry('t-1'));
    await waitFor(async () => (await chain().countDocuments()) === 1);
    await audit.close();
    expect(await verify()).toEqual({ kind: 'intact', count: 1 });
  });

  test('is intact while it is empty', async () => {
    expect(await verify()).toEqual({ kind: 'intact', count: 0 });
    expect(await openAudit().chainPending()).toBe(0);
  });
});

describe('the verification of the audit log', () => {
  beforeEach(() => buildChain(5));

  test('names an entry that was changed', async () => {
    await chain().updateOne({ _id: 3 }, { $set: { object: 't-other' } });
    expect(await verify()).toEqual({ kind: 'broken', seq: 3, fault: 'changed' });
  });

  test('names an entry that was given a field', async () => {
    await chain().updateOne({ _id: 2 }, { $set: { reason: '后来写的' } });
    expect(await verify()).toEqual({ kind: 'broken', seq: 2, fault: 'changed' });
    await chain().updateOne({ _id: 2 }, { $unset: { reason: '' } });
  });

  test.each([1, 3, 5])('names entry %i when it was taken out', async (seq) => {
    await chain().deleteOne({ _id: seq });
    expect(await verify()).toEqual({ kind: 'broken', seq, fault: 'missing' });
  });

  test('finds a chain that was made anew without the key', async () => {
    const elsewhere = createSecrets([newMasterKey()]).digests;
    await opened.clear();
    const { database } = opened;
    const leases = createLeases(database, 'intruder', now);
    const forged = createAudit({ database, leases, digests: elsewhere, now, onError: () => {} });
    await forged.record(toEntry('t-forged'));
    await forged.chainPending();
    expect(await verify()).toEqual({ kind: 'broken', seq: 1, fault: 'head_forged' });
  });

  test('finds an anchor that was taken away', async () => {
    await settings().deleteOne({ _id: 'audit_head' });
    expect(await verify()).toEqual({ kind: 'broken', seq: 5, fault: 'head_forged' });
  });

  test('is not fooled by chaining on: nothing is added behind a cut', async () => {
    await chain().deleteOne({ _id: 5 });
    const audit = openAudit();
    await audit.record(toEntry('t-6'));
    await expect(audit.chainPending()).rejects.toMatchObject({ code: 'audit_broken' });
    expect(await native().collection('audit_pending').countDocuments()).toBe(1);
    expect(await verify()).toEqual({ kind: 'broken', seq: 5, fault: 'missing' });
  });
});

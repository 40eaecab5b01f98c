import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createChatPerson, type ChatPerson } from '../support/chat-person.ts';
import { recordHttp, type RecordedHttp } from '../support/recorded-http.ts';
import { waitFor } from '../support/wait-for.ts';
import { adminPassword, openWalkHouse, type WalkHouse } from '../support/walk-house.ts';
import { createWechatPerson, fileComplaint, type WechatPerson } from '../support/wechat-person.ts';

const story = '检查时没有出示证件，也没有开收据。';
let house: WalkHouse;
let http: RecordedHttp;
let staff: Awaited<ReturnType<RecordedHttp['signIn']>>['call'];

beforeAll(async () => {
  house = await openWalkHouse();
  http = recordHttp(house.url);
  staff = (await http.signIn('admin', adminPassword)).call;
}, 60_000);
afterAll(() => house.stop());

const listParked = async () => (await staff('GET', '/api/admin/parked')).body.items;
const tickets = () =>
  house.database.connection.getClient().db(house.database.connection.name).collection('tickets');

/** The ticket's stored procedure becomes one that no code knows: whoever asks for it meets a fault. */
async function corrupt(number: string): Promise<() => Promise<void>> {
  const before = await tickets().findOne({ number });
  // With a new version, so that no write under way puts the old document back.
  const asNew = { $inc: { version: 1 } };
  const spoilt = { $set: { 'procedure.id': 'of_another_time' }, ...asNew };
  await tickets().updateOne({ number }, spoilt);
  return async () => {
    await tickets().updateOne({ number }, { $set: { procedure: before?.['procedure'] }, ...asNew });
  };
}

const findNumber = (words: string): string => /工单编号：(\d{10})/.exec(words)?.[1] ?? '';

describe('a message that always throws', () => {
  let person: WechatPerson;
  let neighbour: ChatPerson;
  let mend: () => Promise<void>;
  let number = '';

  test('is parked after five tries, and the person is told that staff will read it', async () => {
    person = createWechatPerson({
      url: house.url,
      openId: 'oParkedPerson000000000001',
      wechat: house.wechat,
      answerWithinMs: 20_000,
    });
    number = findNumber(await fileComplaint(person, story));
    expect(number).not.toBe('');
    mend = await corrupt(number);
    expect(await person.say('进度')).toContain('工作人员会看到');
    await waitFor(async () => (await listParked()).length === 1, 20_000);
  }, 60_000);

  test('is on the list of the console, without who wrote it', async () => {
    const [row] = await listParked();
    expect(row).toMatchObject({ channel: 'official-account', kind: 'text', attempts: 5 });
    expect(JSON.stringify(row)).not.toContain('oParkedPerson');
    const { body } = await staff('GET', '/api/admin/overview');
    expect(body.parked).toBe(1);
  });

  test('keeps nobody else waiting, nor the person’s next messages', async () => {
    neighbour = await createChatPerson(http);
    expect(await neighbour.say('帮助')).toContain('随时可用');
    expect(await person.say('帮助')).toContain('随时可用');
  }, 60_000);

  test('parks again when it is retried while the fault is still there', async () => {
    const [row] = await listParked();
    expect((await staff('POST', `/api/admin/parked/${row.id}/retry`)).status).toBe(200);
    await waitFor(async () => (await listParked()).length === 1, 20_000);
    expect((await listParked())[0].attempts).toBe(5);
  }, 30_000);

  test('is answered when it is retried after the fault is gone', async () => {
    await mend();
    const [row] = await listParked();
    person.takePushes();
    await staff('POST', `/api/admin/parked/${row.id}/retry`);
    await waitFor(() => person.takePushes().some((words) => words.includes(number)), 20_000);
    expect(await listParked()).toEqual([]);
    const again = await staff('POST', `/api/admin/parked/${row.id}/retry`);
    expect([again.status, again.body.code]).toEqual([409, 'message_not_parked']);
  }, 30_000);

  test('leaves sessions of people only behind', async () => {
    const { connection } = house.database;
    const db = connection.getClient().db(connection.name);
    const people = (await db.collection('people').find().toArray()).map(({ _id }) => String(_id));
    const sessions = await db.collection('sessions').find().toArray();
    expect(sessions.filter(({ _id }) => !people.includes(String(_id)))).toEqual([]);
  });
});

describe('a conversation whose stored state cannot be written any more', () => {
  test('parks its message and goes on once mended, and nobody else notices', async () => {
    const { connection } = house.database;
    const sessions = connection.getClient().db(connection.name).collection('sessions');
    const before = await sessions.find().toArray();
    const known = new Set(before.map(({ _id }) => String(_id)));
    const person = await createChatPerson(http);
    await person.say('帮助');
    const mine = (await sessions.find().toArray()).find(({ _id }) => !known.has(String(_id)));
    if (mine === undefined) throw new Error('no session was stored');
    await sessions.updateOne({ _id: mine._id }, { $set: { version: 'not a number' } });
    await person.say('进度');
    await waitFor(
      async () => (await person.readAnswers()).join().includes('工作人员会看到'),
      20_000,
    );
    await sessions.updateOne({ _id: mine._id }, { $set: { version: 7 } });
    expect(await person.say('帮助')).toContain('随时可用');
    const [row] = await listParked();
    await staff('POST', `/api/admin/parked/${row.id}/retry`);
    await waitFor(async () => (await listParked()).length === 0, 20_000);
  }, 60_000);
});

test('the log tells of each fault by code and place, without a word of any message', () => {
  const faults = house
    .output()
    .split('\n')
    .filter((line) => line.includes('a turn failed'));
  expect(faults.length).toBeGreaterThanOrEqual(10);
  expect(faults.join('\n')).not.toMatch(/进度|oParked|检查时/);
});

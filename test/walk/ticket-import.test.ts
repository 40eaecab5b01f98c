import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildTicketSheet, hotlineHeadings, toCsv } from '../support/build-ticket-sheet.ts';
import { signInClerk, type ImportClerk } from '../support/import-clerk.ts';
import { readRowsToMend } from '../support/rows-to-mend.ts';
import { waitFor } from '../support/wait-for.ts';
import { adminPassword, openWalkHouse, type WalkHouse } from '../support/walk-house.ts';

const sheet = buildTicketSheet(400);

let house: WalkHouse;
let clerk: ImportClerk;
beforeAll(async () => {
  house = await openWalkHouse();
  clerk = await signInClerk(house.url, adminPassword);
}, 60_000);
afterAll(() => house.stop());

const openCollection = (name: string) => {
  const { connection } = house.database;
  return connection.getClient().db(connection.name).collection(name);
};
async function search(query: string): Promise<readonly string[]> {
  const path = `/tickets?pageSize=100&query=${encodeURIComponent(query)}`;
  const { items } = (await clerk.staff.call('GET', path)).body;
  return items.map(({ number }: { readonly number: string }) => number);
}
/** Our number of the matter that the source counts so. */
async function findNumber(externalNumber: string): Promise<string> {
  const found = await openCollection('tickets').findOne({
    'origin.externalNumber': externalNumber,
  });
  return String(found?.['number']);
}

test('every good row of a list is a ticket, every bad cell is named, and again it adds none', async () => {
  const id = await clerk.run(sheet.csv);
  const counts = { badRows: sheet.badRows, faults: sheet.bad.length };
  expect((await clerk.look(id)).report).toEqual({ added: sheet.good, same: 0, ...counts });
  expect(await clerk.countTickets()).toBe(sheet.good);
  const { cells } = await readRowsToMend(clerk, id, hotlineHeadings.length);
  expect(cells).toEqual(sheet.bad.map(({ row, heading }) => ({ row, heading })));

  const again = await clerk.run(sheet.csv);
  expect((await clerk.look(again)).report).toEqual({ added: 0, same: sheet.good, ...counts });
  expect(await clerk.countTickets()).toBe(sheet.good);
}, 90_000);

test('the rows to mend, mended, come in as they are', async () => {
  const id = (await clerk.staff.call('GET', '/ticket-imports')).body.items[0].id;
  const { headings, rows } = await readRowsToMend(clerk, id, hotlineHeadings.length);
  const fill = {
    诉求内容: '补记：收费不给票。',
    联系电话: '',
    是否保密: '否',
    转办时间: '2026-10-09',
  };
  const mended = rows.map((row) =>
    row.map((cell, at) => {
      const heading = headings[at] ?? '';
      const isNamed = (row[hotlineHeadings.length + 1] ?? '').split('\n').includes(heading);
      return isNamed ? (Object.entries(fill).find(([name]) => name === heading)?.[1] ?? '') : cell;
    }),
  );
  const again = await clerk.run(toCsv([headings, ...mended]));
  expect((await clerk.look(again)).report).toMatchObject({ added: sheet.badRows, badRows: 0 });
}, 60_000);

test('a ticket of a list carries its source and number, is found by both, and nobody was told', async () => {
  const number = await findNumber('RX2026000012');
  expect(await search('RX2026000012')).toContain(number);
  expect(await search('1380 0000 012')).toContain(number);
  expect(await clerk.staff.readTicket(number)).toMatchObject({
    source: 'hotline-12345',
    origin: { externalNumber: 'RX2026000012', receivedOn: '2026-10-13' },
    history: [{ action: 'open', told: { because: 'imported_quietly' } }],
  });
  expect(await openCollection('outbox').countDocuments({})).toBe(0);
});

test('a binding notice to somebody of a list becomes a telephone task with their number', async () => {
  const number = await findNumber('RX2026000013');
  await clerk.staff.act(number, 'accept');
  const due = { taskAt: { $exists: true }, status: { $ne: 'claimed' } };
  await waitFor(async () => {
    const set = { $set: { taskAt: new Date(0) } };
    return (await openCollection('outbox').updateOne(due, set)).matchedCount > 0;
  }, 20_000);
  const readOpen = async () => (await clerk.staff.call('GET', '/tasks')).body.open;
  await waitFor(async () => (await readOpen()).length === 1, 20_000);
  const body = { reason: '电话告知' };
  const revealed = await clerk.staff.call('POST', `/tickets/${number}/reveal`, body);
  expect(revealed.body).toEqual({ name: '钱某13', phone: '13800000013' });
}, 60_000);

test('people who are told are told once, however often the list comes', async () => {
  const list = toCsv([
    ['编号', '内容', '姓名', '电话'],
    ['T-1', '收费不给票。', '孙某', '13911110001'],
  ]);
  const choices = { source: 'people-board', kind: 'complaint', isTold: true };
  await clerk.run(list, choices);
  await clerk.run(list, choices);
  const number = await findNumber('T-1');
  const ofTicket = { 'reply.values.number': number };
  await waitFor(async () => (await openCollection('outbox').countDocuments(ofTicket)) === 1);
  expect((await clerk.staff.readTicket(number)).history).toHaveLength(1);
}, 60_000);

test('an import that is taken back leaves nothing but what was worked on, and can come again', async () => {
  const small = buildTicketSheet(60);
  const csv = small.csv.replaceAll('RX2026', 'RY2026');
  const before = await clerk.countTickets();
  const peopleWithPhone = { phone: { $exists: true } };
  const people = await openCollection('people').countDocuments(peopleWithPhone);
  const id = await clerk.run(csv);
  const number = await findNumber('RY2026000000');
  await clerk.staff.act(number, 'answer', { values: { text: '已经答复。' } });
  await clerk.staff.call('POST', `/ticket-imports/${id}/undo`);
  await clerk.waitUntil(id, 'undone');
  expect((await clerk.look(id)).undo).toMatchObject({
    removed: small.good - 1,
    kept: [{ number, because: 'worked_on' }],
  });
  expect(await clerk.countTickets()).toBe(before + 1);
  expect(await openCollection('people').countDocuments(peopleWithPhone)).toBe(people + 1);

  const again = await clerk.run(csv);
  expect((await clerk.look(again)).report).toMatchObject({ added: small.good - 1, same: 1 });
}, 60_000);

test('the statuses go back as a list: their number, ours, what became of it', async () => {
  const answer = await clerk.staff.download(
    '/ticket-exports?source=hotline-12345&from=2020-01-01&to=2099-12-31&by=changed&as=csv',
  );
  const lines = (await answer.text()).split('\n');
  const answered = lines.find((line) => line.includes('RY2026000000')) ?? '';
  expect(answered).toContain('已经答复。');
  expect(answered).toContain('已答复');
  expect(lines.filter((line) => /R[XY]2026/.test(line))).toHaveLength(
    sheet.good + sheet.badRows + buildTicketSheet(60).good,
  );
  expect(lines.join()).not.toMatch(/钱某|13800000/);
});

test('no name and no number of anybody is in the log or in what a run keeps', async () => {
  const kept = ['ticket_imports', 'ticket_import_files', 'audit', 'audit_pending', 'settings'];
  const documents = await Promise.all(kept.map((name) => openCollection(name).find().toArray()));
  expect(documents[0]?.length).toBeGreaterThan(3);
  expect(JSON.stringify(documents)).not.toMatch(/钱某|13800000/);
  expect(house.output()).not.toMatch(/钱某|13800000|RX2026/);
});

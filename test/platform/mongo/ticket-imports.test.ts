import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createContactEraser,
  createImportedTickets,
  createPersonStore,
  createTicketExport,
  createTicketImportStore,
  createTicketStore,
  rotateKeys,
} from '../../../platform/mongo/index.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import type { Ticket, TicketImport } from '../../../tickets/index.ts';
import { buildTicket, filedAt } from '../../support/build-ticket.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const oldKey = randomBytes(32);
const secrets = createSecrets([oldKey]);
const list = Buffer.from('编号,内容,姓名\nRX-1,收费不给票。,钱翠花\n');

let place: TestDatabase;
beforeAll(async () => {
  place = await openTestDatabase();
});
beforeEach(() => place.clear());
afterAll(() => place.close());

function buildImport(fields: Partial<TicketImport> = {}): TicketImport {
  return {
    id: 'import-1',
    version: 1,
    status: 'open',
    createdAt: filedAt,
    createdBy: { accountId: 'account-1', name: '王受理' },
    file: { name: '12345.csv', sizeBytes: list.length, rows: 1 },
    fileUntil: filedAt,
    choices: { kind: 'complaint', fields: ['externalNumber', 'story', 'reporterName'] },
    progress: { done: 0, total: 0 },
    ...fields,
  };
}
const openStores = () => {
  const people = createPersonStore(place.database, secrets);
  return {
    people,
    jobs: createTicketImportStore(place.database, secrets),
    tickets: createTicketStore(place.database, people),
    imported: createImportedTickets(place.database),
  };
};

describe('the store of imports', () => {
  test('keeps a job as it is, and its file for nobody to read', async () => {
    const { jobs } = openStores();
    const job = buildImport();
    await jobs.insert(job, list);
    expect(await jobs.find(job.id)).toEqual(job);
    expect(Buffer.from((await jobs.readFile(job.id)) ?? [])).toEqual(list);
    const { connection } = place.database;
    const native = connection.getClient().db(connection.name);
    const [stored] = await native.collection('ticket_import_files').find().toArray();
    expect(Buffer.from(stored?.['sealed'].buffer).includes(Buffer.from('钱翠花'))).toBe(false);
    await place.checkShapes();
  });

  test('takes the next version over the last one, and no other', async () => {
    const { jobs } = openStores();
    await jobs.insert(buildImport(), list);
    expect(await jobs.save(buildImport({ version: 2, status: 'running' }))).toBe(true);
    expect(await jobs.save(buildImport({ version: 2, status: 'failed' }))).toBe(false);
    expect(await jobs.listActive()).toMatchObject([{ id: 'import-1', status: 'running' }]);
  });

  test('names the files whose time has come, but never that of a run', async () => {
    const { jobs } = openStores();
    await jobs.insert(buildImport(), list);
    await jobs.insert(buildImport({ id: 'import-2', status: 'running' }), list);
    await jobs.insert(
      buildImport({ id: 'import-3', fileUntil: new Date(filedAt.getTime() + 1) }),
      list,
    );
    expect((await jobs.listFileDue(filedAt)).map(({ id }) => id)).toEqual(['import-1']);
    await jobs.removeFile('import-1');
    expect(await jobs.readFile('import-1')).toBeUndefined();
  });

  test('opens a file after the master key was changed', async () => {
    await openStores().jobs.insert(buildImport(), list);
    const newKey = randomBytes(32);
    await rotateKeys(place.database, createSecrets([newKey, oldKey]), filedAt);
    const jobs = createTicketImportStore(place.database, createSecrets([newKey]));
    expect(Buffer.from((await jobs.readFile('import-1')) ?? [])).toEqual(list);
  });
});

const toImported = (row: number, fields: Partial<Ticket> = {}): Ticket =>
  buildTicket({
    source: 'petition',
    origin: { importId: 'import-1', row, externalNumber: `XF-${row}` },
    ...fields,
  });

describe('imported tickets', () => {
  test('are found by the number that their source gave them, and by their rows in order', async () => {
    const { tickets, imported } = openStores();
    for (const row of [10, 9, 2]) await tickets.insert(toImported(row));
    await tickets.insert(toImported(3, { origin: { importId: 'import-2', row: 3 } }));
    expect((await imported.findByExternal('petition', 'XF-9'))?.origin?.row).toBe(9);
    expect(await imported.findByExternal('weibo', 'XF-9')).toBeUndefined();
    const rows = async (after: number, limit: number) =>
      (await imported.listOfImport('import-1', after, limit)).map(({ origin }) => origin?.row);
    expect(await rows(0, 2)).toEqual([2, 9]);
    expect(await rows(9, 2)).toEqual([10]);
  });

  test('are deleted as they were seen, and not once somebody worked on them', async () => {
    const { tickets, imported } = openStores();
    const [left, worked] = [toImported(2), toImported(3)];
    await tickets.insert(left);
    await tickets.insert(worked);
    await tickets.save(worked);
    expect(await imported.remove(left)).toBe(true);
    expect(await imported.remove(worked)).toBe(false);
    expect(await tickets.find(left.id)).toBeUndefined();
    expect(await tickets.find(worked.id)).toBeDefined();
  });

  test('take the name and number of their reporter with them, unless another ticket needs them', async () => {
    const { people, tickets } = openStores();
    const [gone, kept] = [
      await people.create({ name: '钱翠花', phone: '13800001111' }),
      await people.create({ name: '孙某', phone: '13800002222' }),
    ];
    await tickets.insert(toImported(2, { personId: kept }));
    await createContactEraser(place.database)([gone, kept]);
    expect(await people.find(gone)).toEqual({ id: gone, language: 'zh-CN' });
    expect(await people.listByPhone('13800001111')).toEqual([]);
    expect(await people.find(kept)).toMatchObject({ phone: '13800002222' });
  });
});

const at = (minute: number) => new Date(filedAt.getTime() + minute * 60_000);

test('an export runs over every ticket of its source and days, one after the other', async () => {
  const { tickets } = openStores();
  for (let row = 0; row < 1200; row += 1) {
    await tickets.insert(toImported(row, { createdAt: at(row), updatedAt: at(1200 - row) }));
  }
  await tickets.insert(toImported(1, { source: 'weibo', createdAt: at(5) }));
  const listForExport = createTicketExport(place.database);
  const collect = async (by: 'filed' | 'changed') => {
    const rows: (number | undefined)[] = [];
    const period = { source: 'petition', from: at(100), to: at(1100), by } as const;
    for await (const { origin } of listForExport(period)) rows.push(origin?.row);
    return rows;
  };
  const filed = Array.from({ length: 1001 }, (_, index) => 100 + index);
  expect(await collect('filed')).toEqual(filed);
  expect(await collect('changed')).toEqual(filed.toReversed());
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createReadFile } from '../../platform/read-files/index.ts';
import { buildTicketSheet } from '../support/build-ticket-sheet.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';

const password = 'Right-horse-7';
const count = 10_000;
const sheet = buildTicketSheet(count);

const data = makeDataDir();
let env: Readonly<Record<'PORT' | 'DATA_DIR' | 'ADMIN_PASSWORD', string>>;
let duxin: DuxinProcess;
let staff: StaffClient;

async function start(): Promise<void> {
  duxin = await startDuxin(env);
  staff = await signInStaff(duxin.url, 'clerk', `${password}-next`).catch(addClerk);
}

/** A clerk who is no administrator: may see what the rows hold. */
async function addClerk(): Promise<StaffClient> {
  const admin = await signInStaff(duxin.url, 'admin', password);
  const account = { username: 'clerk', name: '孙受理', roles: ['intake_clerk'], password };
  await admin.call('POST', '/accounts', account);
  const first = await signInStaff(duxin.url, 'clerk', password);
  await first.call('POST', '/session/password', { current: password, next: `${password}-next` });
  return signInStaff(duxin.url, 'clerk', `${password}-next`);
}

beforeAll(async () => {
  env = { PORT: String(await findFreePort()), DATA_DIR: data.path, ADMIN_PASSWORD: password };
  await start();
}, 60_000);
afterAll(async () => {
  await duxin.stop();
  data.remove();
});

async function begin(csv: string): Promise<string> {
  expect(await staff.upload('/ticket-imports', '12345转办.csv', csv)).toBe(201);
  const { id } = (await staff.call('GET', '/ticket-imports')).body.items[0];
  expect((await staff.call('POST', `/ticket-imports/${id}/start`)).status).toBe(202);
  return id;
}
const look = async (id: string) => (await staff.call('GET', `/ticket-imports/${id}`)).body;
const isDone = async (id: string) => (await look(id)).status === 'done';
const countTickets = async () => (await staff.call('GET', '/tickets?pageSize=1')).body.total;

test('10,000 rows: killed half-way it goes on, all good rows are tickets, and again adds none', async () => {
  const began = Date.now();
  const id = await begin(sheet.csv);
  await waitFor(async () => (await look(id)).done >= 3000, 60_000);
  await duxin.kill();
  await start();
  expect((await look(id)).done).toBeLessThan(sheet.good);
  await waitFor(() => isDone(id), 120_000);
  const seconds = (Date.now() - began) / 1000;
  console.log(`${Math.round(sheet.good / seconds)} rows/s, the kill and restart included`);
  const { report } = await look(id);
  expect(report).toEqual({
    added: sheet.good,
    same: 0,
    badRows: sheet.badRows,
    faults: sheet.bad.length,
  });
  expect(await countTickets()).toBe(sheet.good);

  const again = await begin(sheet.csv);
  await waitFor(() => isDone(again), 120_000);
  expect((await look(again)).report).toMatchObject({ added: 0, same: sheet.good });
  expect(await countTickets()).toBe(sheet.good);
}, 240_000);

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildTicketSheet, hotlineHeadings } from '../support/build-ticket-sheet.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { signInClerk, type ImportClerk } from '../support/import-clerk.ts';
import { readRowsToMend } from '../support/rows-to-mend.ts';
import { waitFor } from '../support/wait-for.ts';

const password = 'Right-horse-7';
const sheet = buildTicketSheet(10_000);

const data = makeDataDir();
let env: Readonly<Record<'PORT' | 'DATA_DIR' | 'ADMIN_PASSWORD', string>>;
let duxin: DuxinProcess;
let clerk: ImportClerk;

async function start(): Promise<void> {
  duxin = await startDuxin(env);
  clerk = await signInClerk(duxin.url, password);
}

beforeAll(async () => {
  env = { PORT: String(await findFreePort()), DATA_DIR: data.path, ADMIN_PASSWORD: password };
  await start();
}, 60_000);
afterAll(async () => {
  await duxin.stop();
  data.remove();
});

test('10,000 rows with 3 % bad ones, killed twice: all good rows are tickets, every bad cell is named, a second run adds none', async () => {
  const began = Date.now();
  const id = await clerk.open(sheet.csv);
  await clerk.start(id);
  for (const done of [2000, 6000]) {
    await waitFor(async () => (await clerk.look(id)).done >= done, 120_000);
    await duxin.kill();
    await start();
    expect((await clerk.look(id)).done).toBeLessThan(sheet.good);
  }
  await clerk.waitUntil(id, 'done');
  const seconds = (Date.now() - began) / 1000;
  process.stdout.write(`${Math.round(sheet.good / seconds)} rows/s, two kills included\n`);
  const counts = { badRows: sheet.badRows, faults: sheet.bad.length };
  expect((await clerk.look(id)).report).toEqual({ added: sheet.good, same: 0, ...counts });
  expect(await clerk.countTickets()).toBe(sheet.good);

  const named = await readRowsToMend(clerk, id, hotlineHeadings.length);
  expect(named.cells).toEqual(sheet.bad.map(({ row, heading }) => ({ row, heading })));

  const again = await clerk.run(sheet.csv);
  expect((await clerk.look(again)).report).toEqual({ added: 0, same: sheet.good, ...counts });
  expect(await clerk.countTickets()).toBe(sheet.good);
});

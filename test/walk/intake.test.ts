import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { findFreePort } from '../support/duxin-process.ts';
import { signInStaff } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { adminPassword, openWalkHouse, type WalkHouse } from '../support/walk-house.ts';

const secret = 'secret-of-the-hotline-2026';
const CallbackSchema = z.object({ externalId: z.string(), id: z.string(), text: z.string() });
type Told = z.infer<typeof CallbackSchema>;

let house: WalkHouse;
let hotline: Server;
let isDown = false;
const told: Told[] = [];

const sign = (body: string): string => createHmac('sha256', secret).update(body).digest('hex');

/** The other system's side: takes signed callbacks, and is down when the test says so. */
async function startHotline(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (isDown || request.headers['x-signature'] !== sign(body)) {
        response.writeHead(isDown ? 503 : 401).end();
        return;
      }
      told.push(CallbackSchema.parse(JSON.parse(body)));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

beforeAll(async () => {
  const port = await findFreePort();
  hotline = await startHotline(port);
  house = await openWalkHouse({
    INTAKE_KEYS: `hotline-12345:${secret}`,
    INTAKE_CALLBACKS: `hotline-12345=http://127.0.0.1:${port}/duxin`,
  });
}, 60_000);
afterAll(async () => {
  await house.stop();
  hotline.close();
});

async function send(items: readonly object[]): Promise<number> {
  const body = JSON.stringify({ items });
  const response = await fetch(`${house.url}/webhooks/intake/hotline-12345`, {
    method: 'POST',
    body,
    headers: {
      'x-signature': sign(body),
      'x-timestamp': String(Math.floor(Date.now() / 1000)),
    },
  });
  return response.status;
}

const findNumber = (words: string): string => /工单编号：(\d{10})/.exec(words)?.[1] ?? '';
const toldOf = (externalId: string): readonly string[] =>
  told.filter((one) => one.externalId === externalId).map(({ text }) => text);

const matters = ['hotline-case-1', 'hotline-case-2', 'hotline-case-3'].map((externalId) => ({
  externalId,
  story: `${externalId}：某镇执法队没有出示证件就开了罚单`,
  actingUnit: '某镇综合执法队',
  reporter: { name: '陈某', phone: '13800001234' },
}));

test('a batch that is sent twice becomes one ticket each, and the hotline is told the numbers', async () => {
  expect(await send(matters)).toBe(202);
  expect(await send(matters)).toBe(202);
  await waitFor(async () => told.length >= 3, 20_000);
  const numbers = matters.map(({ externalId }) => findNumber(toldOf(externalId)[0] ?? ''));
  expect(new Set(numbers).size).toBe(3);
  const staff = await signInStaff(house.url, 'admin', adminPassword);
  expect((await staff.listAllNumbers()).toSorted()).toEqual(numbers.toSorted());
  const ticket = await staff.readTicket(numbers[0] ?? '');
  expect(ticket).toMatchObject({ source: 'hotline-12345', openness: 'confidential' });
}, 60_000);

test('the hotline hears of a step once it can be reached again, once', async () => {
  const staff = await signInStaff(house.url, 'admin', adminPassword);
  const number = findNumber(toldOf('hotline-case-2')[0] ?? '');
  isDown = true;
  await staff.act(number, 'accept');
  await waitFor(async () => house.output().includes('not delivered'), 20_000);
  isDown = false;
  await waitFor(async () => toldOf('hotline-case-2').length === 2, 30_000);
  expect(toldOf('hotline-case-2')[1]).toContain('受理');
}, 90_000);

test('nothing of the reporter is in the log', () => {
  expect(house.output()).not.toContain('13800001234');
  expect(house.output()).not.toContain('hotline-case-2');
});

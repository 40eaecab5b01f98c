import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createChatPerson } from '../support/chat-person.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { recordHttp } from '../support/recorded-http.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';

const password = 'Right-horse-7';
const count = 1500;
const sheet = [
  '问题,答案,依据',
  ...Array.from(
    { length: count },
    (_, at) => `第${at}号事项怎么办理？,第${at}号事项这样办理。,《行政处罚法》第${(at % 60) + 1}条`,
  ),
].join('\n');

const data = makeDataDir();
let env: Readonly<Record<'PORT' | 'DATA_DIR' | 'ADMIN_PASSWORD', string>>;
let duxin: DuxinProcess;
let staff: StaffClient;

async function start(): Promise<void> {
  duxin = await startDuxin(env);
  staff = await signInStaff(duxin.url, 'admin', password);
}

beforeAll(async () => {
  env = { PORT: String(await findFreePort()), DATA_DIR: data.path, ADMIN_PASSWORD: password };
  await start();
}, 60_000);
afterAll(async () => {
  await duxin.stop();
  data.remove();
});

async function begin(): Promise<string> {
  const { body } = await staff.call('POST', '/imports');
  expect(await staff.upload(`/imports/${body.id}/files`, '许多问题.csv', sheet)).toBe(201);
  expect((await staff.call('POST', `/imports/${body.id}/start`)).status).toBe(202);
  return body.id;
}

const look = async (id: string) => (await staff.call('GET', `/imports/${id}`)).body;

test('an import killed half-way goes on by itself after the start, and a second one changes nothing', async () => {
  const id = await begin();
  await waitFor(async () => (await look(id)).done >= 100, 30_000);
  await duxin.kill();
  await start();
  const found = await look(id);
  expect(found.done).toBeLessThan(count);
  await waitFor(async () => (await look(id)).status === 'done', 60_000);
  const { report } = await look(id);
  expect(report.added + report.same).toBe(count);
  expect([report.kept, report.faults]).toEqual([[], 0]);

  const again = await begin();
  await waitFor(async () => (await look(again)).status === 'done', 60_000);
  expect((await look(again)).report).toMatchObject({ added: 0, same: count, kept: [] });
}, 180_000);

test('who asks which department is competent gets the row, unconfirmed, and who may decide otherwise', async () => {
  const person = await createChatPerson(recordHttp(duxin.url));
  const answer = await person.say('广场舞扰民归谁管？');
  expect(answer).toContain('公安机关');
  expect(answer).toContain('待本单位确认');
  expect(await person.say('首违不罚吗')).toMatch(/行政处罚法》第三十三条[\s\S]*由作出决定的机关/);
}, 60_000);

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../../support/duxin-process.ts';
import { startFakeWechaty, type FakeWechaty } from '../../support/fake-wechaty.ts';
import { waitFor } from '../../support/wait-for.ts';
import { openWebChat } from '../../support/web-chat-person.ts';

const data = makeDataDir();
const coverage = makeDataDir();
let fake: FakeWechaty;
let duxin: DuxinProcess;

beforeAll(async () => {
  fake = await startFakeWechaty();
  const PORT = String(await findFreePort());
  duxin = await startDuxin({
    ...fake.env,
    PORT,
    DATA_DIR: data.path,
    // Lists on a clean end every module that a process has loaded, the child's in a file of its own.
    NODE_V8_COVERAGE: coverage.path,
  });
  await fake.waitForLogin(1);
}, 90_000);
afterAll(async () => {
  await duxin.kill();
  await fake.stop();
  data.remove();
  coverage.remove();
});

const saidTo = (contact: string) => fake.said.filter(({ to }) => to === contact);

it('answers who writes to the account, also by name in a group, privately, and nobody else', async () => {
  fake.hear({ id: 'one', from: 'zhang', text: '投诉' });
  fake.hear({ id: 'one', from: 'zhang', text: '投诉' });
  fake.hear({ id: 'two', from: 'li', room: 'r@room', text: '今天天气不错' });
  fake.hear({ id: 'three', from: 'wang', room: 'r@room', text: '咨询', mentions: ['the-account'] });
  fake.hear({ id: 'four', from: 'paper', text: '今日新闻', type: 2 });
  await waitFor(() => saidTo('zhang').length > 0 && saidTo('wang').length > 0, 20_000);
  expect(saidTo('li')).toEqual([]);
  expect(saidTo('paper')).toEqual([]);
  expect(fake.said.every(({ to }) => to !== 'r@room')).toBe(true);
});

it('hears and answers whose contact is not loaded yet', async () => {
  fake.hear({ id: 'five', from: 'newcomer', text: '帮助', unloaded: 3 });
  await waitFor(() => saidTo('newcomer').length > 0, 20_000);
  expect(saidTo('newcomer')).toHaveLength(1);
});

it('keeps the login for the owner only, in the data folder', () => {
  const card = join(data.path, 'wechaty', 'account.memory-card.json');
  expect(readFileSync(card, 'utf8')).toContain('cookies');
  expect(statSync(card).mode & 0o777).toBe(0o600);
  expect(statSync(join(data.path, 'wechaty')).mode & 0o777).toBe(0o700);
});

it.each(['crash', 'logOut'] as const)(
  'goes on after a %s: the page answers, the account comes back',
  async (blow) => {
    const person = await openWebChat(duxin.url);
    const logins = fake.countLogins();
    fake[blow]();
    expect(await person.say('帮助')).not.toBe('');
    await fake.waitForLogin(logins + 1);
    const before = saidTo('zhao').length;
    fake.hear({ id: `after-${blow}`, from: 'zhao', text: '帮助' });
    await waitFor(() => saidTo('zhao').length > before, 20_000);
    await person.leave();
  },
  90_000,
);

it('never has wechaty in the process that serves, and ends the child with it', async () => {
  const child = fake.pids.at(-1) ?? 0;
  expect(await duxin.stop()).toBe(0);
  expect(() => process.kill(child, 0)).toThrow('ESRCH');
  const served = listModules(duxin.pid);
  expect(served.some((url) => url.includes('/dist/bot/wechaty/'))).toBe(true);
  expect(served.filter((url) => /node_modules\/wechaty/.test(url))).toEqual([]);
  expect(listModules(child).some((url) => /node_modules\/wechaty\//.test(url))).toBe(true);
});

const CoverageSchema = z.object({ result: z.array(z.object({ url: z.string() })) });

function listModules(pid: number): readonly string[] {
  const files = readdirSync(coverage.path).filter((name) => name.startsWith(`coverage-${pid}-`));
  return files.flatMap((name) => {
    const read: unknown = JSON.parse(readFileSync(join(coverage.path, name), 'utf8'));
    return CoverageSchema.parse(read).result.map(({ url }) => url);
  });
}

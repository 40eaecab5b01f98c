import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, launchBrowser, watchErrors } from '../support/browser.ts';
import { openDesk } from '../support/console-page.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { takePicture } from '../support/pictures.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';

const password = 'Triage-test-2026';
const itemCount = 120;
const maxKeysForPlain = 4;

/** What is done with the items in turn; most are plain. */
const plans = [
  { keys: ['a'], status: 'accepted' },
  { keys: ['a'], status: 'accepted' },
  { keys: ['r', '2', 'Enter'], status: 'not_accepted' },
  { keys: ['a'], status: 'accepted' },
  { keys: ['t', '1', 'Enter'], status: 'transferred' },
  { keys: ['q', '1', 'Enter'], status: 'received' },
] as const;
const planOf = (index: number) => plans[index % plans.length] ?? plans[0];
const storyOf = (index: number) => `第 ${index + 1} 件：检查的人没有说明理由就开了罚单。`;

(hasBrowser() ? describe : describe.skip)('a morning of triage by keyboard alone', () => {
  const dataDir = makeDataDir();
  let browser: Browser;
  let duxin: DuxinProcess;
  let staff: StaffClient;
  let desk: Page;
  let errors: readonly string[];

  beforeAll(async () => {
    duxin = await startDuxin({
      PORT: String(await findFreePort()),
      DATA_DIR: dataDir.path,
      ADMIN_PASSWORD: password,
      UNDO_MS: '5000',
    });
    staff = await signInStaff(duxin.url, 'admin', password);
    for (let index = 0; index < itemCount; index += 1) await file(storyOf(index));
    browser = await launchBrowser();
    desk = await openDesk(browser, duxin.url);
    desk.setDefaultTimeout(25_000);
    errors = watchErrors(desk);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await duxin.stop();
    dataDir.remove();
  });

  async function file(story: string): Promise<void> {
    const filed = await staff.call('POST', '/tickets', {
      key: randomUUID(),
      kind: 'complaint',
      source: 'call',
      openness: 'confidential',
      facts: { story, actingUnit: '城关镇综合执法队' },
    });
    if (filed.status !== 201) throw new Error(`filing answered ${filed.status}`);
  }

  it('signs in and opens the queue without a pointer', async () => {
    await desk.locator('#username:focus').waitFor();
    await desk.keyboard.type('admin');
    await desk.keyboard.press('Tab');
    await desk.keyboard.type(password);
    await desk.keyboard.press('Enter');
    await desk.getByRole('heading', { name: /，您好$/ }).waitFor();
    await desk.keyboard.press('g');
    await desk.getByText(storyOf(0), { exact: true }).waitFor();
    await takePicture(desk, 'triage-first');
    expect(await desk.locator('.triage').getByRole('status').innerText()).toContain(
      `${itemCount} 件`,
    );
  });

  it('does 120 items, the oldest first, the next one opening by itself', async () => {
    for (let index = 0; index < itemCount; index += 1) {
      await desk.getByText(storyOf(index), { exact: true }).waitFor();
      const { keys } = planOf(index);
      expect(keys.length).toBeLessThanOrEqual(maxKeysForPlain);
      for (const key of keys) {
        if (index === 2 && key === 'Enter') await takePicture(desk, 'triage-refuse');
        await desk.keyboard.press(key);
      }
    }
    await desk.getByText('待受理的工单都办完了').waitFor();
    await takePicture(desk, 'triage-done');
    await desk.getByText(`本次已办 ${itemCount} 件`).waitFor();
    await waitFor(async () => (await listByStatus('accepted')).length === itemCount / 2);
    const stories = await Promise.all(
      ['accepted', 'not_accepted', 'transferred', 'received'].map(async (status) => {
        const items = await listByStatus(status);
        return items.map((summary) => [summary, status] as const);
      }),
    );
    const found = new Map(stories.flat());
    for (let index = 0; index < itemCount; index += 1) {
      expect([index, found.get(storyOf(index))]).toEqual([index, planOf(index).status]);
    }
    expect(errors).toEqual([]);
  }, 120_000);

  it('a matter that comes in meanwhile opens by itself, and one key takes a slip back', async () => {
    await file('新来的一件');
    await desk.getByText('新来的一件', { exact: true }).waitFor();
    await desk.keyboard.press('a');
    // At once, before the answer is here: it is still this one that is taken back.
    await desk.keyboard.press('u');
    await desk.getByText('已撤销').first().waitFor();
    await desk.getByText('新来的一件', { exact: true }).waitFor();
    expect(await listByStatus('received')).toContain('新来的一件');
  });

  async function listByStatus(status: string): Promise<readonly string[]> {
    const { body } = await staff.call('GET', `/tickets?status=${status}&pageSize=100`);
    return body.items.map(({ summary }: { readonly summary: string }) => summary);
  }
});

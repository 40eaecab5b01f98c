import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { hasBrowser } from '../support/browser.ts';
import { picture, serveDesk, sitDown } from '../support/serve-desk.ts';
import { waitFor } from '../support/wait-for.ts';

const here = hasBrowser() ? describe : describe.skip;
const itemCount = 120;
const maxKeys = 4;

here('triage by keyboard', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount();
  }, 120_000);
  afterAll(() => place.stop());

  /** Waits until the item is the one on screen. */
  const see = (page: Page, story: string) => page.getByText(story, { exact: true }).waitFor();

  test('does 120 items with at most four keys each, the next one opening by itself', async () => {
    const { desk, browser } = place;
    const start = desk.data.now.getTime();
    for (let index = 0; index < itemCount; index += 1) {
      desk.data.now = new Date(start + index);
      await desk.fileTicket({ facts: { story: `第 ${index} 件` } });
    }
    const { page, goTo, leave, errors } = await sitDown(browser, desk, 'wang');
    await goTo('triage');
    const plans = [
      { keys: ['a'], status: 'accepted' },
      { keys: ['r', '2', 'Enter'], status: 'not_accepted' },
      { keys: ['t', '1', 'Enter'], status: 'transferred' },
      { keys: ['q', '3', 'Enter'], status: 'received' },
    ] as const;
    for (let index = 0; index < itemCount; index += 1) {
      await see(page, `第 ${index} 件`);
      const { keys } = plans[index % plans.length] ?? plans[0];
      expect(keys.length).toBeLessThanOrEqual(maxKeys);
      for (const key of keys) await page.keyboard.press(key);
    }
    await page.getByText('待受理的工单都办完了').waitFor();
    await picture(page, 'triage-done');
    await page.getByText(`本次已办 ${itemCount} 件`).waitFor();
    // The last answers may still be on their way.
    await waitFor(async () => (await desk.listTickets()).at(-1)?.history.length === 2);
    const tickets = await desk.listTickets();
    const expected = tickets.map((_, index) => plans[index % plans.length]?.status);
    expect(tickets.map(({ status }) => status)).toEqual(expected);
    const asked = tickets[3]?.history.at(-1);
    expect(asked).toMatchObject({ action: 'ask', told: { kind: 'told' } });
    expect(errors).toEqual([]);
    await leave();
  }, 120_000);

  test('one key takes back the last and shows it again; S leaves one for later; typing fires nothing', async () => {
    const { desk, browser } = place;
    const [first, second] = [
      await desk.fileTicket({ facts: { story: '甲件' } }),
      await desk.fileTicket({ facts: { story: '乙件' } }),
    ];
    const statusOf = async ({ id }: { readonly id: string }) =>
      (await desk.ports.ticketing.store.find(id))?.status;
    const { page, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('triage');
    for (let skips = 0; !(await page.getByText('甲件', { exact: true }).isVisible()); skips += 1) {
      expect(skips).toBeLessThan(itemCount);
      await page.keyboard.press('s');
      await page.waitForTimeout(20);
    }
    await page.keyboard.press('a');
    await see(page, '乙件');
    await page.getByText('秒内可撤销').first().waitFor();
    await page.keyboard.press('u');
    await see(page, '甲件');
    expect(await statusOf(first)).toBe('received');

    await page.keyboard.press('r');
    await page.keyboard.press('e');
    await page.keyboard.type('art: 与行政执法无关');
    expect(await statusOf(first)).toBe('received');
    await page.keyboard.press('Control+Enter');
    await see(page, '乙件');
    await page.keyboard.press('s');
    await page.getByText('待受理的工单都办完了').waitFor();
    await waitFor(async () => (await statusOf(first)) === 'not_accepted');
    expect(await statusOf(second)).toBe('received');
    await leave();
  }, 60_000);

  test('what a colleague did meanwhile comes back with its reason', async () => {
    const { desk, browser } = place;
    const ticket = await desk.fileTicket({ facts: { story: '丙件' } });
    desk.addAccount({ username: 'li', name: '李', roles: ['intake_clerk'] });
    const { page, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('triage');
    for (let skips = 0; !(await page.getByText('丙件', { exact: true }).isVisible()); skips += 1) {
      expect(skips).toBeLessThan(itemCount);
      await page.keyboard.press('s');
      await page.waitForTimeout(20);
    }
    const li = desk.client(await desk.signIn('li'));
    await li('POST', `/tickets/${ticket.number}/actions`, { action: 'assign', version: 1 });
    await page.keyboard.press('a');
    await page.getByText('这件工单刚刚有了变化').waitFor();
    await see(page, '丙件');
    await page.keyboard.press('a');
    await page.getByText('待受理的工单都办完了').waitFor();
    await leave();
  }, 60_000);
});

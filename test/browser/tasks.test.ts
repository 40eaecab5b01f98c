import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { giveLedger, giveTask } from '../support/give-task.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;

here('reaching a person', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount({ roles: ['handler'] });
  }, 120_000);
  afterAll(() => place.stop());

  test('is shown on the ticket in plain words, with what is to be told', async () => {
    const { browser, desk } = place;
    const { ticket } = await giveTask(desk);
    const until = new Date(Date.now() + 5.5 * 3_600_000);
    giveLedger(desk, ticket.personId ?? '', until);
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo(`tickets/${ticket.number}`);
    await page.getByText('窗口还剩 5 小时，还能发 3 条').waitFor();
    await page.getByText('订阅通知还可发 1 条').waitFor();
    await page.getByText('已取消关注或屏蔽').first().waitFor();
    await page.getByText(/上次失败：.*模板消息.*平台繁忙/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('heading', { name: '联系情况' }).scrollIntoViewIfNeeded();
    await takePicture(page, 'reach-ticket');
    expect(errors).toEqual([]);
    await leave();
  });

  test('by telephone is written down where it is listed', async () => {
    const { browser, desk } = place;
    const { row } = await giveTask(desk);
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('tasks');
    const task = page.getByRole('article').filter({ hasText: row.words?.text ?? '' });
    await task.getByLabel('备注').fill('占线，下午再打');
    await takePicture(page, 'reach-tasks');
    await task.getByRole('button', { name: '没联系上' }).click();
    await task.getByText('占线，下午再打').waitFor();
    await task.getByRole('button', { name: '电话已告知' }).click();
    await page.getByRole('heading', { name: '近期已结束' }).waitFor();
    await task.getByText('已电话告知').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(desk.data.rows.find(({ id }) => id === row.id)?.status).toBe('told');
    expect(desk.data.audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['task.not_reached', 'task.reached']),
    );
    expect(errors).toEqual([]);
    await leave();
  });
});

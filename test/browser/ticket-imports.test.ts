import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { buildTicketSheet, toCsv } from '../support/build-ticket-sheet.ts';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;

const phone = { viewport: { width: 390, height: 844 } };
const own = toCsv([
  ['事项序列', '说了什么', '来电人', '联系电话', '转办时间'],
  ['A-1', '市场收摊位费不给票据。', '钱某', '13800001111', '2026-03-05 09:30'],
  ['A-2', '一周来查了三次，没有理由。', '孙某', '不愿意留', '2026-03-06'],
  ['A-3', '扣了三轮车不给清单。', '', '', '2099-01-01'],
]);

const choose = (page: Page, name: string, text: string) =>
  page.getByLabel('选择文件', { exact: true }).setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });

here('the page that takes lists in', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount();
    place.desk.addAccount({ username: 'sun', name: '孙受理', roles: ['intake_clerk'] });
    place.desk.addAccount({ username: 'li', name: '李承办', roles: ['handler'] });
  }, 120_000);
  beforeEach(() => {
    place.desk.data.tickets.clear();
    place.desk.data.ticketImportPauseMs = 0;
  });
  afterAll(() => place.stop());

  test('maps columns, shows faults by cell, imports, reports, and takes back what nobody touched', async () => {
    const { browser, desk } = place;
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'sun');
    await goTo('');
    await page.locator('#nav').getByRole('link', { name: '工单导入' }).click();
    await page.getByRole('heading', { name: '工单导入', exact: true }).waitFor();
    await page.getByText('还没有导入过工单').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'ticket-import-empty');

    await choose(page, '12345转办单.csv', own);
    await page.getByText('请指定哪一列是反映内容。').waitFor();
    await takePicture(page, 'ticket-import-missing');
    await page.getByLabel('事项序列').selectOption('externalNumber');
    await page.getByLabel('说了什么').selectOption('story');
    await page.getByText('可以导入 1 行 · 有问题 2 行').waitFor();
    const second = page.getByRole('listitem').filter({ hasText: '第 3 行' });
    await second.getByText('不是一个电话号码。').first().waitFor();
    expect(await page.getByText('13800001111').count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'ticket-import-preview');

    await page.getByRole('button', { name: '开始导入 1 件' }).click();
    await page.getByRole('heading', { name: '导入结果' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载没有导入的行（XLSX）' }).click();
    expect((await download).suggestedFilename()).toBe('mend.xlsx');
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'ticket-import-report');

    await page.getByRole('button', { name: '撤回这次导入' }).click();
    await page.getByText('这次导入的 1 件工单将被删除').waitFor();
    await takePicture(page, 'ticket-import-undo');
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await page.getByText('删除 1 件，留下 0 件').waitFor();
    expect(desk.data.tickets.size).toBe(0);
    await takePicture(page, 'ticket-import-undone');
    await page.getByRole('link', { name: '返回导入列表' }).click();
    await page.getByRole('link', { name: /12345转办单\.csv/ }).waitFor();

    await choose(page, '12345转办单.csv', own);
    await page.getByText('可以导入 1 行 · 有问题 2 行').waitFor();
    await page.getByRole('button', { name: '不导入，删除文件' }).click();
    await page.getByRole('heading', { name: '导入记录' }).waitFor();
    expect(errors).toEqual([]);
    await leave();
  });

  test('works by keyboard alone, up to the start of the run', async () => {
    const { browser, desk } = place;
    const { page, goTo, leave } = await sitDown(browser, desk, 'sun');
    await goTo('ticket-imports');
    await choose(page, '12345转办.csv', buildTicketSheet(40).csv);
    await page.getByText('可以导入 39 行 · 有问题 1 行').waitFor();
    await page.getByLabel('来源', { exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(page.getByLabel(/告知当事人已收到/).isChecked()).resolves.toBe(true);
    await page.getByRole('button', { name: /^开始导入/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '导入结果' }).waitFor();
    expect(desk.data.tickets.size).toBe(39);
    await leave();
  });

  test('goes on while nobody looks, and a reload on a phone finds its progress again', async () => {
    const { browser, desk } = place;
    desk.data.ticketImportPauseMs = 700;
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'sun', phone);
    await goTo('ticket-imports');
    await choose(page, '人民网留言.csv', buildTicketSheet(600).csv);
    await page.getByText('可以导入 582 行 · 有问题 18 行').waitFor();
    expect(await page.getByLabel('来源', { exact: true }).inputValue()).toBe('people-board');
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'ticket-import-preview-phone');
    await page.getByRole('button', { name: '开始导入 582 件' }).click();
    await page.getByText(/^[1-5]00 \/ 582$/).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '正在导入' }).waitFor();
    await takePicture(page, 'ticket-import-running-phone');
    desk.data.ticketImportPauseMs = 0;
    await page.getByRole('heading', { name: '导入结果' }).waitFor();
    await takePicture(page, 'ticket-import-report-phone');
    expect(errors).toEqual([]);
    await leave();
  });

  test('offers the list of statuses for a source and its days', async () => {
    const { browser, desk } = place;
    const { page, goTo, leave } = await sitDown(browser, desk, 'sun');
    await goTo('ticket-imports');
    const form = page.getByRole('region', { name: '导出办理状态' });
    await form.getByLabel('来源', { exact: true }).selectOption('hotline-12345');
    const download = page.waitForEvent('download');
    await form.getByRole('link', { name: '导出 CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^status-.*\.csv$/);
    await form.getByLabel('从').fill('2099-01-01');
    await form.getByText('请核对起止日期。').waitFor();
    await leave();
  });

  test('is not offered to those who take nothing in', async () => {
    const { browser, desk } = place;
    const { page, goTo, leave } = await sitDown(browser, desk, 'li');
    await goTo('ticket-imports');
    await page.getByRole('heading', { name: /您好/ }).waitFor();
    expect(await page.getByRole('link', { name: '工单导入' }).count()).toBe(0);
    await leave();
  });
});

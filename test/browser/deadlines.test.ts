import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildCalendarDesk } from '../support/build-calendar-desk.ts';
import { buildDeadlineDesk, buildDeadlines } from '../support/build-deadlines.ts';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;
const dayMs = 86_400_000;
const phone = { viewport: { width: 390, height: 844 } };

here('limits at the desk', () => {
  const built = buildDeadlines();
  const calendar = buildCalendarDesk();
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk({ deadlines: buildDeadlineDesk(built), calendar });
    place.desk.addAccount({ roles: ['intake_clerk', 'handler', 'section_head'] });
    built.clock.now = place.desk.data.now;
  }, 120_000);
  afterAll(() => place.stop());

  test('are urged by level, answered with what was done, and climb no further till then', async () => {
    const { browser, desk } = place;
    const { number } = await desk.fileTicket({
      area: 'labour',
      facts: { story: '执法人员检查时没有出示证件，也没有说明理由' },
    });
    const ticket = await desk.ports.ticketing.store.findByNumber(number);
    if (ticket === undefined) throw new Error('no ticket');
    await built.keepDeadlines(ticket);
    built.clock.now = new Date((ticket.dueAt?.getTime() ?? 0) + 4 * dayMs);
    desk.data.now = built.clock.now;
    await built.runDue();
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('alerts');
    const group = page.getByRole('heading', { name: /第 2 级督办/ });
    await group.waitFor();
    await page.getByText('再不办理将升至第 3 级').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'alerts');
    await page.getByRole('button', { name: '回复督办' }).click();
    await page.getByLabel('已经做了什么').fill('已约谈经办人，本周内补办告知');
    await page.getByRole('button', { name: '提交回复' }).click();
    await page.getByRole('heading', { name: '近期已回复' }).waitFor();
    expect(await page.getByText('已约谈经办人').count()).toBe(2);
    await takePicture(page, 'alerts-answered');

    await page.getByRole('link', { name: number }).first().click();
    await page.getByRole('heading', { name: '流程图' }).waitFor();
    await page.getByText('督办 2 次').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('heading', { name: '期限', exact: true }).scrollIntoViewIfNeeded();
    await takePicture(page, 'ticket-limits');
    expect(errors).toEqual([]);
    await leave();
  });

  test('lie on a flow chart that a phone shows whole and a reader of the screen hears in order', async () => {
    const { browser, desk } = place;
    const { number } = await desk.fileTicket({ area: 'labour' });
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang', phone);
    await goTo(`tickets/${number}`);
    await page.getByRole('heading', { name: '流程图' }).scrollIntoViewIfNeeded();
    const now = page.locator('.procedure li[aria-current=step]');
    expect(await now.textContent()).toMatch(/已接收：当前所在.*不予受理/s);
    const box = await page.locator('.procedure svg').boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
    await page.locator('.procedure svg').scrollIntoViewIfNeeded();
    await takePicture(page, 'flow-key-area-phone');
    await page.getByText('个案监督').click();
    await takePicture(page, 'flow-individual-phone');
    await page.locator('.procedure').getByText('专项监督').click();
    await takePicture(page, 'flow-special-phone');
    expect(await findBarriers(page)).toEqual([]);
    expect(errors).toEqual([]);
    await leave();
  });

  test('follow a calendar that is looked at before it is imported', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    // The page opens at this year: the one for which the days were published last.
    await page.clock.setFixedTime('2026-11-20T02:00:00Z');
    await goTo('calendar');
    await page.getByText('日历已公布至 2026-12-31').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const file = join(tmpdir(), `holidays-${process.pid}.json`);
    const dates = ['2027-01-01', '2027-05-01', '2027-10-01', '2027-10-02', '2027-10-03'];
    const off = dates.map((date) => ({ date, isOffDay: true, name: '节日' }));
    writeFileSync(
      file,
      JSON.stringify({ days: [...off, { date: '2027-01-09', isOffDay: false, name: '元旦' }] }),
    );
    await page.getByRole('button', { name: '导入放假安排' }).click();
    await page.getByLabel('选择文件').setInputFiles(file);
    await page.getByText('放假 5 天、调休上班 1 天').waitFor();
    expect(calendar.calendars.newest()).toBeUndefined();
    await takePicture(page, 'calendar-preview');
    await page.getByRole('dialog').getByRole('button', { name: '保存为新版本' }).click();
    await page.getByText('日历已公布至 2027-12-31').waitFor();
    await page.getByRole('button', { name: '下一年' }).click();
    await page.getByRole('heading', { name: '2027 年' }).waitFor();
    await page.getByRole('button', { name: /^9\s*班\s*调休上班/ }).waitFor();
    await takePicture(page, 'calendar-2027');
    expect(await findBarriers(page)).toEqual([]);
    expect(errors).toEqual([]);
    await leave();
  });
});

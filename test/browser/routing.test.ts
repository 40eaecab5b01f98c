import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBarriers, hasBrowser, waitUntilStill } from '../support/browser.ts';
import { buildRule, buildTable } from '../support/build-rule.ts';
import { buildCounty } from '../support/build-units.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;

here('routing', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    const { desk } = place;
    desk.data.units = buildCounty();
    const until = new Date(desk.data.now.getTime() + 86_400_000);
    const leaves = [{ from: desk.data.now, until, deputyId: 'a-sun' }];
    const handler = ['handler'] as const;
    desk.addAccount({ id: 'a-head', username: 'zhao', name: '赵科长', roles: ['section_head'] });
    desk.addAccount({ id: 'a-li', username: 'li', name: '李承办', roles: handler, leaves });
    desk.addAccount({ id: 'a-sun', username: 'sun', name: '孙承办', roles: handler });
    desk.addAccount({ id: 'a-root', username: 'root', name: '首个账号' });
    desk.data.routing.push(
      buildTable([
        buildRule({ id: 'r-1', areas: ['transport'], unitId: 'bureau', section: '执法监督科' }),
        buildRule({
          id: 'r-2',
          unitId: 'bureau',
          section: '受理中心',
          assigneeIds: ['a-li', 'a-sun'],
        }),
      ]),
    );
    for (const area of ['transport', 'city_management', 'city_management', 'health']) {
      const { id } = await desk.fileTicket({
        area,
        facts: { story: '清运费重复收取', place: '桥头镇' },
      });
      const ticket = desk.data.tickets.get(id);
      if (ticket && area !== 'health')
        desk.data.tickets.set(id, { ...ticket, assigneeId: 'a-sun' });
    }
  }, 120_000);
  afterAll(() => place.stop());

  test('a head adds a rule by keyboard, sees what it would have done, and publishes it', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'zhao');
    await goTo('routing');
    await page.getByRole('button', { name: '添加规则' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: '添加规则' });
    await dialog.getByLabel('地点或单位含').fill('桥头');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('科室').fill('桥头窗口');
    await takePicture(page, 'routing-rule');
    await dialog.getByRole('button', { name: '确定' }).press('Enter');
    await page.getByRole('button', { name: '上移第 3 条' }).press('Enter');
    await page.getByRole('button', { name: '上移第 2 条' }).press('Enter');
    await page.getByRole('button', { name: '试算近 90 天' }).click();
    await page.getByRole('heading', { name: '如果近 90 天就用这些规则' }).waitFor();
    await page.getByText('李承办').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'routing-preview');
    await page.getByLabel('改动说明').fill('桥头的归桥头窗口');
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByText('已发布第 2 版').waitFor();
    expect(desk.data.routing.at(-1)?.rules.map(({ section }) => section)).toEqual([
      '桥头窗口',
      '执法监督科',
      '受理中心',
    ]);
    expect(errors).toEqual([]);
    await leave();
  });

  test('an officer keeps out of a ticket and sees it no more', async () => {
    const { browser, desk } = place;
    const { number } = await desk.fileTicket();
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'sun');
    await goTo(`tickets/${number}`);
    await page.getByRole('button', { name: '申请回避' }).click();
    const dialog = page.getByRole('dialog', { name: '回避这件工单' });
    await dialog.getByLabel('理由').fill('当事人是近亲属');
    await takePicture(page, 'routing-recusal');
    await dialog.getByRole('button', { name: '申请回避' }).click();
    await page.waitForURL(/\/admin\/tickets(\?|$)/);
    await page.getByRole('heading', { name: '工单', exact: true }).waitFor();
    expect(await page.getByText(number).count()).toBe(0);
    expect(errors).toEqual([]);
    await leave();
  });

  test('the first account is warned of, and accounts get a unit and a scope', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'root');
    await page.getByText('有账号同时是管理员和办理人员：首个账号').waitFor();
    await takePicture(page, 'routing-first-account');
    await goTo('accounts');
    await page
      .getByRole('row', { name: /孙承办/ })
      .getByRole('button', { name: '编辑' })
      .click();
    const dialog = page.getByRole('dialog', { name: '孙承办' });
    await waitUntilStill(page);
    await dialog.getByLabel('所属单位').fill('桥头司法所');
    await page.getByRole('option', { name: '桥头司法所' }).click();
    await dialog.getByLabel('只看到层级').press('Enter');
    await page.getByRole('option', { name: '镇街' }).click();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'routing-account');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('cell', { name: '桥头司法所' }).waitFor();
    expect(desk.data.accounts.get('a-sun')).toMatchObject({
      unitId: 'office',
      scope: { level: 'township' },
    });
    expect(errors).toEqual([]);
    await leave();
  });
});

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildEntry } from '../support/build-entry.ts';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { deskPassword } from '../support/build-desk.ts';
import { fileWithProblem } from '../support/file-with-problem.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;
const staffRoles = ['intake_clerk', 'handler', 'section_head', 'approver'] as const;

here('the console', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount();
    place.desk.addAccount({ username: 'li', name: '李承办', roles: staffRoles });
  }, 120_000);
  afterAll(() => place.stop());

  test('lets staff in by keyboard, with a new password first, in plain words when wrong', async () => {
    const { browser, desk } = place;
    desk.addAccount({ username: 'new', name: '新同事', mustChangePassword: true });
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${desk.url}/admin/tickets`);
    await page.locator('#username:focus').waitFor();
    await page.keyboard.type('new');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('账号、密码或动态口令不正确').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'sign-in');
    await page.getByLabel('密码').fill(deskPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '修改密码' }).waitFor();
    await page.getByLabel('当前密码').fill(deskPassword);
    await page.getByLabel('新密码', { exact: true }).fill('Better-horse-8');
    await page.getByLabel('再输一次新密码').fill('Better-horse-8');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '新同事，您好' }).waitFor();
    await page.context().close();
  });

  test('takes a complaint from the list through acceptance and reply, and undoes with one key', async () => {
    const { browser, desk } = place;
    const ticket = await desk.fileTicket({ facts: { story: '没有出示证件就把桌子搬走了' } });
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('tickets');
    await page.getByText('没有出示证件就把桌子搬走了').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(ticket.number);
    await page.keyboard.press('Enter');
    await page.getByText('共 1 件').waitFor();
    await page.getByRole('row').getByRole('link').click();

    await page.getByRole('button', { name: '受理', exact: true }).click();
    await page.getByText('秒内可撤销').first().waitFor();
    await takePicture(page, 'ticket-accepted');
    await page.keyboard.press('u');
    await page.getByRole('button', { name: '受理', exact: true }).waitFor();
    expect((await desk.ports.ticketing.store.find(ticket.id))?.status).toBe('received');

    await page.getByRole('button', { name: '受理', exact: true }).click();
    await page.getByRole('button', { name: '转入线索分析' }).waitFor();
    await page.getByLabel('回复当事人').fill('我们明天上午联系您。');
    await page.getByRole('button', { name: '发出' }).click();
    await page.getByRole('log').getByText('我们明天上午联系您。').waitFor();
    expect(await page.getByLabel('回复当事人').inputValue()).toBe('');
    const stored = await desk.ports.ticketing.store.find(ticket.id);
    expect(stored?.history.map(({ action }) => action)).toEqual([
      'open',
      'accept',
      'undo',
      'accept',
      'reply',
    ]);
    expect(errors).toEqual([]);
    await leave();
  });

  test('offers what may be done and no more, and asks for a reason where one is told', async () => {
    const { browser, desk } = place;
    const ticket = await desk.fileTicket();
    const { page, goTo, leave } = await sitDown(browser, desk, 'li');
    await goTo(`tickets/${ticket.number}`);
    await page.getByRole('button', { name: '不予受理' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: '确认不予受理' }).isDisabled()).toBe(true);
    await dialog.getByLabel('请写明理由').fill('正在行政复议，请向复议机关了解进展。');
    await takePicture(page, 'refuse');
    await dialog.getByRole('button', { name: '确认不予受理' }).click();
    await page.getByRole('heading', { name: /^2\d{3} / }).waitFor();
    await page.getByText('已接收 → 不予受理').waitFor();
    expect(await page.getByRole('button', { name: '受理', exact: true }).count()).toBe(0);
    await leave();
  });

  test('shows at once what a colleague did, and keeps what was being written', async () => {
    const { browser, desk } = place;
    const ticket = await desk.fileTicket();
    const [wang, li] = [await sitDown(browser, desk, 'wang'), await sitDown(browser, desk, 'li')];
    for (const { goTo } of [wang, li]) await goTo(`tickets/${ticket.number}`);
    await wang.page.getByLabel('回复当事人').fill('我正在写的话');
    await li.page.getByRole('button', { name: '受理', exact: true }).click();
    await wang.page.getByText('已接收 → 已受理').waitFor();
    expect(await wang.page.getByLabel('回复当事人').inputValue()).toBe('我正在写的话');
    await wang.leave();
    await li.leave();
  });

  test('on a conflict says who did what and keeps what was written', async () => {
    const { browser, desk } = place;
    const ticket = await desk.fileTicket();
    const { page, goTo, leave } = await sitDown(browser, desk, 'wang');
    // Without its stream the page does not hear of the colleague in time.
    await page.route('**/api/admin/events', (route) => route.abort());
    await goTo(`tickets/${ticket.number}`);
    await page.getByRole('button', { name: '移送' }).click();
    await page.getByLabel('请写明理由').fill('由城管部门处理');
    const li = desk.client(await desk.signIn('li'));
    await li('POST', `/tickets/${ticket.number}/actions`, { action: 'accept', version: 1 });
    await page.getByRole('button', { name: '确认移送' }).click();
    await page
      .getByText(/李承办.*受理/)
      .first()
      .waitFor();
    expect(await page.getByLabel('请写明理由').inputValue()).toBe('由城管部门处理');
    await takePicture(page, 'conflict');
    await page.getByRole('button', { name: '确认移送' }).click();
    await page.getByText('已受理 → 已移送').waitFor();
    await leave();
  });

  test('enters a ticket for a visitor and shows a slip whose picture does not hold the code', async () => {
    const { browser, desk } = place;
    const { page, goTo, leave, errors } = await sitDown(browser, desk, 'wang');
    await goTo('tickets/new');
    await page.getByText('来访', { exact: true }).click();
    await page.getByLabel('反映的事情').fill('来访人说检查没有出示证件。');
    await page.getByLabel('姓名').fill('赵来访');
    await page.getByLabel('电话').fill('13900001111');
    await page.getByRole('button', { name: '登记' }).click();
    const slip = page.getByRole('article', { name: '登记回执' });
    const code = await slip.getByText(/^(\w{4}-){3}\w{4}$/).innerText();
    expect(await slip.getByText('https://duxin.example/progress').innerText()).not.toContain(code);
    await page.emulateMedia({ media: 'print' });
    await takePicture(page, 'slip-on-paper');
    expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    expect(page.url()).not.toContain(code);
    expect(errors).toEqual([]);
    await leave();
  });

  test('finds problems across tickets by filters and keys, and gives them out as a sheet', async () => {
    const { browser, desk } = place;
    for (let count = 0; count < 3; count += 1) {
      await fileWithProblem(desk, 'health', { type: 'identification', words: '只有一人亮证' });
    }
    const number = await fileWithProblem(desk, 'transport', {
      type: 'arbitrary_charges',
      level: 'major',
      finding: 'founded',
      measure: 'refund',
      amountFen: 123_450,
    });
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('problems');
    await page.getByText('涉及金额 1234.50 元').waitFor();
    expect(await page.locator('main tbody a.open').count()).toBe(4);
    await page.getByRole('combobox', { name: '问题级别' }).press('Enter');
    await page.getByRole('option', { name: '重大问题' }).click();
    await page.getByText('共 1 个问题').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出 CSV' }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain('乱收费乱罚款乱查封,重大问题');
    await page.locator('main h1').click();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText('1. 乱收费乱罚款乱查封').waitFor();
    expect(page.url()).toContain(number);
    expect(errors).toEqual([]);
    await leave();
  });

  test('edits the rules, says what is wrong and what changes, and publishes a version', async () => {
    const { browser, desk } = place;
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('profile');
    const first = page.getByRole('textbox', { name: '名称' }).nth(1);
    await first.fill('');
    await page.getByRole('button', { name: '检查并试算' }).click();
    await page.getByText('问题类型 › 第 1 项 › 名称：不能为空，或太小').waitFor();
    await first.fill('主体资格');
    await page.locator('main h1').click();
    await page.keyboard.press('2');
    await page.getByRole('spinbutton', { name: '受理' }).fill('10');
    await page.reload();
    await page.getByText('有未发布的修改，已存在本机').waitFor();
    await page.getByRole('button', { name: '检查并试算' }).click();
    const review = page.getByRole('region', { name: '与现行版本相比' });
    await review.getByText('问题类型 › 主体资格 › 名称').waitFor();
    expect(await review.innerText()).toMatch(/期限 › 受理 › 时长\s+改为\s+5\s+10/);
    await page.getByRole('heading', { name: '试算：这样改会怎样' }).waitFor();
    await takePicture(page, 'profile-review');
    await page.getByRole('button', { name: '发布新版本' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '发布新版本' }).click();
    await page.getByText('已发布第 2 版').waitFor();
    expect(desk.ports.profiles.newest()).toMatchObject({
      version: 2,
      limits: { acceptance: { amount: 10 } },
      publishedBy: expect.any(String),
    });
    for (const [key, name] of [
      ['3', 'deadlines'],
      ['4', 'documents'],
      ['5', 'hearing'],
      ['6', 'campaigns'],
    ] as const) {
      await page.locator('main h1').click();
      await page.keyboard.press(key);
      await page
        .locator('main summary')
        .first()
        .click({ timeout: 300 })
        .catch(() => undefined);
      await takePicture(page, `profile-${name}`);
      expect(await findBarriers(page)).toEqual([]);
    }
    expect(errors).toEqual([]);
    await leave();
  });

  test('leads a bureau to its own name, and to what units reply and reporters are asked', async () => {
    const { browser, desk } = place;
    const viewport = { width: 390, height: 844 };
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang', { viewport });
    await goTo('profile');
    const unnamed = page.getByRole('alert').filter({ hasText: '司法局（司）' });
    await unnamed.getByRole('button', { name: '去填写' }).click();
    for (const [id, name, code] of [
      ['司法局', '清河县司法局', '清司'],
      ['人民政府', '清河县人民政府', '清政'],
      ['司法所', '清河县城关司法所', '清城司所'],
    ] as const) {
      await page.getByRole('textbox', { name: `${id}的代字` }).fill(code);
      await page.locator(`tr:has(input[aria-label="${id}的代字"])`).getByLabel('名称').fill(name);
    }
    await unnamed.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: /单位陈述与征求同意/ }).click();
    const replies = page.getByRole('combobox', { name: '可作答复' }).nth(6);
    await replies.press('Enter');
    await page.getByRole('option', { name: '陈述意见' }).click();
    await page.getByRole('option', { name: '提出异议' }).click();
    await replies.press('Escape');
    const files = page.getByRole('spinbutton', { name: '并入检查的案卷数' });
    await files.fill('8');
    await page.getByRole('spinbutton', { name: '第 2 次提醒的天数' }).fill('3');
    await page.getByRole('button', { name: '检查并试算' }).click();
    await page.getByText(/约谈通知书 › 可作答复：签收和陈述意见不能去掉/).waitFor();
    await page.getByText('提醒举报人 › 第 2 项：要比前一次提醒晚').waitFor();
    await takePicture(page, 'profile-hearing-faults');
    await replies.press('Enter');
    await page.getByRole('option', { name: '陈述意见' }).click();
    await replies.press('Escape');
    await page.getByRole('button', { name: '删除第 2 次提醒的天数' }).click();
    await page.getByRole('button', { name: '检查并试算' }).click();
    const review = page.getByRole('region', { name: '与现行版本相比' });
    await review.getByText('清河县城关司法所').first().waitFor();
    expect(await review.innerText()).toMatch(/签收、提出异议、陈述意见/);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'profile-hearing');
    await page.getByRole('button', { name: '发布新版本' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '发布新版本' }).click();
    await page.getByText(/已发布第 \d+ 版/).waitFor();
    const { organs, hearing, consent } = desk.ports.profiles.newest();
    expect(organs[0]).toMatchObject({ name: '清河县司法局', code: '清司' });
    expect(hearing.kinds[6]?.replies).toEqual(['acknowledgement', 'objection', 'account']);
    expect(consent).toMatchObject({ minFiles: 8, remindAfterDays: [3, 14] });
    expect(errors).toEqual([]);
    await leave();
  });

  test('keeps a view of the list under a number key, and shares it', async () => {
    const { browser, desk } = place;
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('tickets?kind=complaint&order=due');
    await page.getByRole('heading', { name: '工单' }).click();
    await page.keyboard.press('v');
    await page.getByLabel('视图名称').fill('先到期的投诉');
    await page.getByRole('dialog').getByText('让同事也能用').click();
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: /先到期的投诉/ }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('1');
    await page.waitForURL((url) => url.search === '');
    await page.keyboard.press('6');
    await page.waitForURL(/kind=complaint&order=due/);
    await takePicture(page, 'saved-views');
    const li = await sitDown(browser, desk, 'li');
    await li.goTo('tickets');
    await li.page.getByRole('button', { name: /先到期的投诉/ }).click();
    await li.page.waitForURL(/kind=complaint&order=due/);
    expect([...errors, ...li.errors]).toEqual([]);
    await li.leave();
    await leave();
  });

  test('speaks three languages', async () => {
    const { browser, desk } = place;
    const { page, leave } = await sitDown(browser, desk, 'wang');
    await page.getByLabel('语言').selectOption('en');
    await page.getByRole('link', { name: 'Triage' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByLabel('Language').selectOption('zh-TW');
    await page.getByRole('link', { name: '快速分辦' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: '快速分辦' }).waitFor();
    await leave();
  });

  test('has no barrier on any page, at a desk and on a phone', async () => {
    const { browser, desk } = place;
    const ticket = await desk.fileTicket();
    desk.data.entries.set('k-1', buildEntry({ id: 'k-1' }));
    const pages = [
      '',
      'tickets',
      `tickets/${ticket.number}`,
      'triage',
      'tickets/new',
      'stuck',
      'tasks',
      'problems',
      'profile',
      'knowledge',
      'invitations',
      'accounts',
      'nowhere',
    ];
    for (const width of [1440, 390]) {
      const viewport = { width, height: 900 };
      const { page, goTo, leave, errors } = await sitDown(browser, desk, 'wang', { viewport });
      for (const path of pages) {
        await goTo(path);
        await page.locator('main h1, main .empty').first().waitFor();
        await page.locator('main [aria-busy=true]').waitFor({ state: 'detached' });
        expect([width, path, await findBarriers(page)]).toEqual([width, path, []]);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect([width, path, overflow]).toEqual([width, path, 0]);
        await takePicture(page, `${width}-${path.replaceAll('/', '-') || 'overview'}`);
      }
      expect(errors).toEqual([]);
      await leave();
    }
  }, 180_000);
});

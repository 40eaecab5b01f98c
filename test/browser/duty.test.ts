import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { createMemoryDuty } from '../support/memory-duty.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';
import { toWeekId } from '../../people/index.ts';

const here = hasBrowser() ? describe : describe.skip;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const story = '挖掘机已经开到我家门口，说马上要拆。';

here('what cannot wait', () => {
  const duty = createMemoryDuty();
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk({ duty: duty.desk });
    place.desk.addAccount();
    place.desk.addAccount({ username: 'li', name: '李值班', wecomUserId: 'li.si' });
    place.desk.addAccount({ username: 'zhao', name: '赵值班' });
    place.desk.addAccount({ username: 'qian', name: '钱承办', roles: ['handler'] });
  }, 120_000);
  afterAll(() => place.stop());

  /** An urgent ticket for which two officers were called, among calm and newer ones. */
  async function cry() {
    const { desk } = place;
    const ticket = await desk.fileTicket({ facts: { story } });
    await desk.tickets.raiseUrgent({
      numberOrId: ticket.id,
      by: { kind: 'system' },
      urgency: 'demolition',
    });
    await desk.fileTicket({ facts: { story: '上个月的罚款单没有写依据。' } });
    const officers = [...desk.data.accounts.values()].filter(({ name }) => name.endsWith('值班'));
    duty.ring(
      ticket,
      officers.map(({ id, name }) => ({ accountId: id, name })),
    );
    return ticket;
  }

  test('who is on duty is written by lines, and a wrong line is named', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('duty');
    await page.getByText('这一周还没有排班').waitFor();
    const monday = toWeekId(new Date());
    const field = page.getByLabel('导入本周排班');
    await field.fill(`${monday} 17:30 08:30 nobody 1`);
    await page.getByRole('button', { name: '保存这一周' }).click();
    await page.getByText('第 1 行：没有这个用户名').waitFor();
    await field.fill(`${monday} 17:30 08:30 li 1 13900001111\n${monday} 17:30 08:30 zhao 2\n`);
    await page.getByRole('button', { name: '保存这一周' }).click();
    await page.getByRole('cell', { name: '李值班' }).waitFor();
    await page.getByText('已绑定企业微信 · 有电话').waitFor();
    await page.getByText('未绑定企业微信 · 没有电话').waitFor();
    expect(await page.content()).not.toContain('13900001111');
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'duty-roster');
    expect(errors).toEqual([]);
    await leave();
    const small = await sitDown(browser, desk, 'wang', phone);
    await small.goTo('duty');
    await small.page.getByText('李值班').waitFor();
    expect(await findBarriers(small.page)).toEqual([]);
    await takePicture(small.page, 'duty-roster-phone');
    await small.leave();
  });

  test('rings on every page, stands on top of the list, and stops when somebody takes it', async () => {
    const { browser, desk } = place;
    const ticket = await cry();
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('tickets');
    const banner = page.getByRole('alert', { name: '紧急值班呼叫' });
    await banner.getByText('已呼叫：李值班、赵值班').waitFor();
    const first = page.locator('tbody tr').first();
    await first.getByText(story).waitFor();
    await first.getByText('正在拆除').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'duty-list');

    await goTo(`tickets/${ticket.number}`);
    const log = page.getByRole('region', { name: '值班呼叫与卡片' });
    await log.getByText('正在呼叫').waitFor();
    await log.getByText('未绑定企业微信，请打电话').waitFor();
    await log.getByText('已送达企业微信').waitFor();
    await takePicture(page, 'duty-ticket');
    await log.scrollIntoViewIfNeeded();
    await takePicture(page, 'duty-ticket-calls');
    expect(await findBarriers(page)).toEqual([]);

    const small = await sitDown(browser, desk, 'wang', phone);
    await small.goTo(`tickets/${ticket.number}`);
    await small.page.getByRole('alert', { name: '紧急值班呼叫' }).waitFor();
    await small.page.getByRole('region', { name: '值班呼叫与卡片' }).waitFor();
    expect(await findBarriers(small.page)).toEqual([]);
    await takePicture(small.page, 'duty-ticket-phone');
    await small.leave();

    await banner.getByRole('button', { name: '我来处理' }).click();
    await banner.waitFor({ state: 'detached' });
    await goTo(`tickets/${ticket.number}`);
    await log.getByText('王受理 已处理').waitFor();
    const taken = await desk.ports.ticketing.store.find(ticket.id);
    expect(desk.data.accounts.get(taken?.assigneeId ?? '')?.username).toBe('wang');
    expect(errors).toEqual([]);
    await leave();
  });

  test('one’s own WeCom is linked by a code, and an administrator may end the link', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await page.getByTitle('账号安全').click();
    await page.getByRole('button', { name: '取绑定码' }).click();
    await page.getByText(/^绑定 \d{8}$/).waitFor();
    await page.getByRole('button', { name: '允许浏览器通知' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'own-account');
    await goTo('accounts');
    await page
      .getByRole('row')
      .filter({ hasText: '李值班' })
      .getByRole('button', { name: '编辑' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('解除绑定').click();
    await takePicture(page, 'account-wecom');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    const li = [...desk.data.accounts.values()].find(({ username }) => username === 'li');
    expect(li?.wecomUserId).toBeUndefined();
    expect(errors).toEqual([]);
    await leave();
  });

  test('an urge is counted for its owner, and a call shows its number after a reason', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'qian');
    const ticket = await desk.fileTicket();
    const owner = [...desk.data.accounts.values()].find(({ username }) => username === 'qian');
    desk.data.people.set('p-call', { id: 'p-call', language: 'zh-CN', phone: '13700002222' });
    const task = { version: 1, state: 'open', attempts: [], createdAt: desk.data.now } as const;
    const own = { kind: 'answer_urge', ticketId: ticket.id, accountId: owner?.id ?? '' } as const;
    await desk.data.tasks.insert({ ...task, ...own, id: 'task-urge-1', dueAt: new Date(0) });
    await desk.data.tasks.insert({
      ...task,
      id: 'task-call-1',
      kind: 'call_back',
      personId: 'p-call',
    });
    await goTo('');
    await page.getByRole('link', { name: /我的催办\s*1/ }).click();
    await page.getByText('答复催办').waitFor();
    const call = page.getByRole('article').filter({ hasText: '约好的回电' });
    await call.getByRole('button', { name: '查看联系方式' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('按约定回电');
    await page.keyboard.press('Enter');
    await dialog.getByText('13700002222').waitFor();
    expect(desk.data.audit.at(-1)).toMatchObject({ action: 'task.reveal', object: 'task-call-1' });
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'duty-tasks');
    expect(errors).toEqual([]);
    await leave();
  });
});

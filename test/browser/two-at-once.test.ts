import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../tickets/index.ts';
import { findBarriers, hasBrowser, waitUntilStill } from '../support/browser.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';
import { buildStepValues } from '../support/build-step-values.ts';

const here = hasBrowser() ? describe : describe.skip;
type Seat = Awaited<ReturnType<typeof sitDown>>;

async function submit({ page }: Seat): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: '登记问题' }).click();
}

here('two members of staff at one ticket at once', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  let ticket: Ticket;
  let seats: readonly [Seat, Seat];
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount();
    place.desk.addAccount({ username: 'li', name: '李承办' });
  }, 120_000);
  beforeEach(async () => {
    const { browser, desk } = place;
    ticket = await desk.fileTicket({ facts: { story: '没有出示证件就把桌子搬走了' } });
    seats = [await sitDown(browser, desk, 'wang'), await sitDown(browser, desk, 'li')];
  });
  afterEach(async () => {
    for (const { leave } of seats) await leave();
  });
  afterAll(() => place.stop());

  /** Brings the ticket to where problems are found, without any page. */
  async function bringToVerification(): Promise<void> {
    const call = place.desk.client(await place.desk.signIn());
    for (const [index, action] of ['accept', 'analyse', 'verify'].entries()) {
      const body = { action, version: index + 1, ...buildStepValues(action) };
      await call('POST', `/tickets/${ticket.number}/actions`, body);
    }
  }

  async function open({ page, goTo }: Seat): Promise<void> {
    await goTo(`tickets/${ticket.number}`);
    await page.getByRole('heading', { name: '办理进度' }).waitFor();
  }

  const readStored = async (): Promise<Ticket> => {
    const stored = await place.desk.ports.ticketing.store.find(ticket.id);
    if (stored === undefined) throw new Error('the ticket is stored');
    return stored;
  };

  test('one step wins; the other’s dialog keeps the reason and says who did what to which fields', async () => {
    const [wang, li] = seats;
    await open(wang);
    await open(li);
    await li.page.getByRole('button', { name: '不予受理' }).click();
    const dialog = li.page.getByRole('dialog');
    const reason = '正在行政复议，请向复议机关了解进展。';
    await dialog.getByLabel('请写明理由').fill(reason);

    await wang.page.getByRole('button', { name: '受理', exact: true }).click();
    await wang.page.getByText('秒内可撤销').first().waitFor();
    await dialog.getByRole('button', { name: '确认不予受理' }).click();
    const note = dialog.getByRole('alert');
    await note.getByText(/王受理 .*受理；改动了：状态 已受理、期限/).waitFor();
    await takePicture(li.page, 'conflict-action');
    expect(await findBarriers(li.page)).toEqual([]);
    expect(await dialog.getByLabel('请写明理由').inputValue()).toBe(reason);
    expect((await readStored()).history.map(({ action }) => action)).toEqual(['open', 'accept']);
    expect(seats.flatMap(({ errors }) => errors)).toEqual([]);
  });

  test('one problem is noted; the other’s words wait in the dialog and are sent after a look', async () => {
    await bringToVerification();
    const [wang, li] = seats;
    await open(wang);
    await open(li);
    for (const [{ page }, type, words] of [
      [wang, '亮证告知', '检查时只有一人亮证'],
      [li, '语言态度', '当场训斥'],
    ] as const) {
      await page.keyboard.press('n');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await waitUntilStill(page);
      await dialog.getByLabel('问题类型').press('Enter');
      await page.getByRole('option', { name: type }).click();
      await dialog.getByLabel('问题说明').fill(words);
    }
    await submit(wang);
    await wang.page.getByText('1. 亮证告知').waitFor();

    await submit(li);
    const dialog = li.page.getByRole('dialog');
    await dialog.getByRole('alert').getByText('王受理').waitFor();
    const note = await dialog.getByRole('alert').innerText();
    expect(note).toContain('问题 1、问题办理 登记问题、问题类型');
    expect(await dialog.getByLabel('问题说明').inputValue()).toBe('当场训斥');
    await takePicture(li.page, 'conflict-problem');
    expect((await readStored()).problems.map(({ type }) => type)).toEqual(['identification']);

    await submit(li);
    await li.page.getByText('2. 语言态度').waitFor();
    await takePicture(li.page, 'ticket-problems');
    expect((await readStored()).problems.map(({ type }) => type)).toEqual([
      'identification',
      'manner',
    ]);
  });

  test('one answer leaves; the other stays in its box, beside what the colleague did', async () => {
    const [wang, li] = seats;
    await open(wang);
    await open(li);
    await li.page.getByLabel('回复当事人').fill('请补充文书编号。');
    await wang.page.getByLabel('回复当事人').fill('我们明天上午联系您。');
    await wang.page.getByRole('button', { name: '发出' }).click();
    await wang.page.getByRole('log').getByText('我们明天上午联系您。').waitFor();

    await li.page.getByRole('button', { name: '发出' }).click();
    const talk = li.page.getByRole('region', { name: '对话' });
    await talk
      .getByRole('alert')
      .getByText(/王受理 .*改动了：文字/)
      .waitFor();
    await talk.getByRole('log').getByText('我们明天上午联系您。').waitFor();
    expect(await li.page.getByLabel('回复当事人').inputValue()).toBe('请补充文书编号。');
    await takePicture(li.page, 'conflict-answer');
    await li.page.getByRole('button', { name: '发出' }).click();
    await talk.getByRole('log').getByText('请补充文书编号。').waitFor();
    expect(await li.page.getByLabel('回复当事人').inputValue()).toBe('');
    expect((await readStored()).history.filter(({ action }) => action === 'reply')).toHaveLength(2);
  });
});

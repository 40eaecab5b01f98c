import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { askForPerson, type DraftView, type TranscriptLine } from '../../bot/index.ts';
import { findBarriers, hasBrowser, waitUntilStill } from '../support/browser.ts';
import { later } from '../support/build-hand-over.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';
import { waitFor } from '../support/wait-for.ts';

const here = hasBrowser() ? describe : describe.skip;

const draft: DraftView = {
  kind: 'complaint',
  known: [
    { slot: 'actingUnit', text: '某街道综合行政执法队' },
    { slot: 'place', text: '东门农贸市场南门' },
    { slot: 'openness', text: 'confidential' },
  ],
  open: ['time', 'paper', 'demand'],
  asking: 'time',
  canFile: true,
  facts: {},
  messageIds: [],
};

const findOverhang = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

here('the page of conversations', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  let start: Date;
  beforeAll(async () => {
    place = await serveDesk();
    start = place.desk.data.now;
    place.desk.addAccount({ username: 'wang', name: '王受理', roles: ['intake_clerk'] });
    place.desk.addAccount({ username: 'li', name: '李值班', roles: ['duty_officer'] });
  }, 120_000);
  afterAll(() => place.stop());

  /** A line of a conversation, so many minutes after the start. */
  function write(
    personId: string,
    text: string,
    minutes: number,
    author: TranscriptLine['author'] = 'person',
  ): void {
    const { lines } = place.desk.data;
    const seq = lines.filter(({ conversation }) => conversation === personId).length + 1;
    const id = `web-chat-m-${personId}-${seq}`;
    lines.push({
      id,
      conversation: personId,
      seq,
      direction: author === 'person' ? 'in' : 'out',
      author,
      channel: 'web-chat',
      content: { kind: 'text', text },
      at: later(start, minutes),
      traceId: id,
    });
  }

  /** Somebody asks for a person and waits. */
  async function wait(personId: string, text: string, minutes: number): Promise<void> {
    const at = later(start, minutes);
    write(personId, '被罚了款，没有给收据。', minutes - 2);
    write(personId, '请问是哪个单位罚的？不清楚可以回复「跳过」。', minutes - 2, 'bot');
    write(personId, '转人工', minutes);
    const messageId = `web-chat-m-${personId}-3`;
    const asked = { personId, channel: 'web-chat', messageId, cause: 'words', at } as const;
    await place.desk.data.handOvers.save(askForPerson(undefined, asked));
    write(personId, text, minutes + 1);
  }

  const said = () =>
    place.desk.data.rows
      .filter(({ kind }) => kind === 'staff_reply')
      .map(({ words }) => words?.text);

  test('whoever waits longest is first, is taken by key, answered and passed on with a note', async () => {
    const { browser, desk } = place;
    await wait('p-first', '东门市场的摊位，罚款五千没给收据，到现在也没人解释。', -14);
    await wait('p-second', '请问要带什么材料？', -3);
    write('p-live', '摆摊要办什么证', -5);
    write('p-live', '您问的是设摊经营的手续。', -5, 'bot');
    desk.data.drafts.set('p-first', draft);
    await desk.fileTicket({ personId: 'p-first' });

    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('conversations');
    const queue = page.getByRole('navigation', { name: '会话' });
    await queue.getByText('已等 14 分钟').waitFor();
    expect(await queue.getByText(/已等 \d+ 分钟/).allInnerTexts()).toEqual([
      '已等 14 分钟',
      '已等 3 分钟',
    ]);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'conversations-queue');

    await page.keyboard.press('j');
    await page.getByRole('log').getByText('到现在也没人解释').waitFor();
    await takePicture(page, 'conversations-waiting');
    await page.keyboard.press('t');
    const box = page.getByLabel('回复来访者');
    await box.waitFor();
    await waitFor(() => box.evaluate((input) => input === document.activeElement));
    await page.keyboard.type('您好，我是王受理，正在看您的情况。');
    await page.keyboard.press('Control+Enter');
    await waitFor(async () => (await box.inputValue()) === '');
    expect(said()).toEqual(['您好，我是王受理，正在看您的情况。']);
    await page.getByLabel('常用语').selectOption('请您把收到的文书拍照发来，编号要清楚。');
    expect(await box.inputValue()).toBe('请您把收到的文书拍照发来，编号要清楚。');
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'conversations-mine');
    await page.getByRole('button', { name: '发送' }).click();
    await waitFor(() => said().length === 2);

    await page.getByRole('button', { name: '转给同事' }).click();
    const dialog = page.getByRole('dialog', { name: '转给同事' });
    await waitUntilStill(page);
    await dialog.getByText('转给谁').last().click();
    await page.getByRole('option', { name: '李值班' }).click();
    await dialog.getByLabel('给同事的留言').fill('等他发收据照片，收到后请开工单。');
    await page.waitForTimeout(300);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'conversations-pass');
    await dialog.getByRole('button', { name: '转给同事' }).click();
    await queue.getByRole('region', { name: /同事接待的/ }).waitFor();
    await page.getByText('您看的是别人的会话').waitFor();
    expect(errors).toEqual([]);
    await leave();
  }, 120_000);

  test('the colleague sees what was handed over and what is new, files it and ends it', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'li');
    write('p-first', '收据照片在这里，编号看得清吗？', 0);
    await goTo('conversations');
    const queue = page.getByRole('navigation', { name: '会话' });
    const mine = queue.getByRole('region', { name: /我接待的/ });
    await mine.getByText(/条未读/).waitFor();
    await mine.getByRole('link').click();
    await page.getByText('等他发收据照片，收到后请开工单。').waitFor();
    await page.getByText('还没说：时间、收到的文书、诉求').first().waitFor();
    await waitFor(async () => (await mine.getByText(/条未读/).count()) === 0);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'conversations-handed');

    await page.getByRole('button', { name: '开工单' }).click();
    const form = page.getByRole('dialog', { name: '开工单' });
    expect(await form.getByLabel('执法单位').inputValue()).toBe('某街道综合行政执法队');
    await page.waitForTimeout(300);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'conversations-ticket');
    await form.getByRole('button', { name: '开工单' }).click();
    await page.getByText(/已开工单/).waitFor();
    expect(
      (await desk.listTickets()).filter(({ personId }) => personId === 'p-first'),
    ).toHaveLength(2);

    await page.getByRole('button', { name: '结束会话' }).click();
    const end = page.getByRole('dialog', { name: '结束会话' });
    await end.getByRole('button', { name: '结束会话' }).click();
    await waitFor(async () => (await desk.data.handOvers.find('p-first'))?.hands.kind === 'bot');
    expect(errors).toEqual([]);
    await leave();
  }, 120_000);

  test('fits a phone: the list, then one conversation, and back', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await goTo('conversations');
    const queue = page.getByRole('navigation', { name: '会话' });
    await queue.getByText(/已等/).first().waitFor();
    expect(await findOverhang(page)).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'conversations-phone-list');
    await queue.getByRole('link').first().click();
    await page.getByRole('button', { name: '接手' }).click();
    await page.getByLabel('回复来访者').fill('您好，带身份证和处罚决定书。');
    expect(await queue.isVisible()).toBe(false);
    expect(await findOverhang(page)).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'conversations-phone');
    await page.reload();
    expect(await page.getByLabel('回复来访者').inputValue()).toBe('您好，带身份证和处罚决定书。');
    await page.getByRole('link', { name: '返回列表' }).click();
    await queue.getByText('我接待的').waitFor();
    expect(errors).toEqual([]);
    await leave();
  }, 120_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chooseFiles } from '../support/choose-files.ts';
import {
  hasBrowser,
  launchBrowser,
  openPhone,
  readPictureWidth,
  watchErrors,
} from '../support/browser.ts';
import { createChatPhone, readReceipt, type ChatPhone } from '../support/chat-phone.ts';
import { openDesk, signInAsFirstUser } from '../support/console-page.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { takePicture } from '../support/pictures.ts';

const story = '上午九点，综合执法队说我占道，没有出示证件，把秤和两张桌子收走了，也没有给单据。';

(hasBrowser() ? describe : describe.skip)('from a phone to the desk and back', () => {
  const dataDir = makeDataDir();
  let browser: Browser;
  let duxin: DuxinProcess;
  let phone: ChatPhone;
  let desk: Page;
  let receipt: ReturnType<typeof readReceipt>;
  let phoneErrors: readonly string[];
  let deskErrors: readonly string[];

  beforeAll(async () => {
    duxin = await startDuxin({
      PORT: String(await findFreePort()),
      DATA_DIR: dataDir.path,
      UNDO_MS: '0',
    });
    browser = await launchBrowser();
    phone = createChatPhone(await openPhone(browser, `${duxin.url}/chat`));
    desk = await openDesk(browser, duxin.url);
    for (const page of [phone.page, desk]) page.setDefaultTimeout(10_000);
    phoneErrors = watchErrors(phone.page);
    deskErrors = watchErrors(desk);
  });
  afterAll(async () => {
    await browser.close();
    await duxin.stop();
    dataDir.remove();
  });

  it('a person files a complaint with a picture by buttons and by words', async () => {
    await phone.page.getByText('您好，这里是行政执法监督服务').waitFor();
    await takePicture(phone.page, 'chat-greeting');
    await phone.choose('投诉');
    await phone.say(story);
    await phone.sendPhoto();
    await takePicture(phone.page, 'chat-form');
    let asked = await phone.say('城关镇综合执法队');
    for (let turns = 0; turns < 12 && !asked.includes('请回复「提交」'); turns += 1) {
      asked = asked.includes('公开：') ? await phone.choose('保密') : await phone.choose('跳过');
    }
    await takePicture(phone.page, 'chat-review');
    const review = (await phone.readLines()).find((line) => line.startsWith('请核对')) ?? '';
    for (const given of [story, '单位：城关镇综合执法队', '证据：1 份']) {
      expect(review).toContain(given);
    }
    receipt = readReceipt(await phone.choose('提交'));
    await takePicture(phone.page, 'chat-filed');
    expect(receipt.code).toMatch(/^([0-9A-Z]{4}-){3,}/);
  });

  it('staff sign in for the first time and choose a password of their own', async () => {
    const firstPassword = /first sign-in: admin \/ (\S+)/.exec(duxin.output())?.[1] ?? '';
    await signInAsFirstUser(desk, firstPassword, 'Desk-of-2026');
    await takePicture(desk, 'desk-overview');
    expect(await desk.getByRole('link', { name: /待受理/ }).innerText()).toContain('1');
  });

  it('staff find the ticket, read the words and see the picture', async () => {
    await desk.getByRole('link', { name: '工单', exact: true }).click();
    await desk.getByLabel('按编号、电话或文字查找').fill(receipt.number);
    await desk.keyboard.press('Enter');
    await desk.locator('.ticket-row').getByRole('link').waitFor();
    await takePicture(desk, 'desk-list');
    await desk.locator('.ticket-row').getByRole('link').click();
    await desk.locator('.facts').getByText(story).waitFor();
    await desk.locator('.lines').getByText(story).first().waitFor();
    const picture = desk.locator('.evidence img');
    await picture.waitFor();
    expect(await readPictureWidth(picture)).toBe(1200);
    await takePicture(desk, 'desk-ticket-received');
  });

  it('the acceptance arrives once in the open chat, without a reload', async () => {
    const opened = await phone.page.evaluate('performance.timeOrigin');
    await desk.getByRole('button', { name: '受理', exact: true }).click();
    await phone.page.getByText('已受理').first().waitFor();
    await takePicture(phone.page, 'chat-accepted');
    await desk.locator('.history').getByText('送达').waitFor();
    await takePicture(desk, 'desk-ticket-accepted');
    // Long enough for the sweeper to have told it a second time.
    await phone.page.waitForTimeout(2500);
    expect(await phone.countLines('已受理')).toBe(1);
    expect(await phone.page.evaluate('performance.timeOrigin')).toBe(opened);
  });

  it('the code alone opens the progress, and more can be said and asked there', async () => {
    const page = await openProgress(receipt.code);
    await page.getByRole('heading', { name: '已受理' }).waitFor();
    await takePicture(page, 'progress-accepted');
    await page.getByLabel('补充的内容').fill('隔壁摊主也看见了');
    await page.getByRole('button', { name: '提交补充' }).click();
    await page.getByText('已收到您的补充。').waitFor();
    await page.getByRole('button', { name: '催一下' }).click();
    await page.getByText(/已催办，最迟 .+ 回复您。/).waitFor();
    await takePicture(page, 'progress-urged');
    expect(await page.evaluate('scrollY')).toBe(0);
    await page.context().close();
    await desk.locator('.lines').getByText('隔壁摊主也看见了').waitFor();
    await desk.locator('.history strong').getByText('催办').waitFor();
    expect(await desk.locator('.history strong').allInnerTexts()).toEqual([
      '催办',
      '补充材料',
      '受理',
      '提交',
    ]);
  });

  it('every step to the end is told once, and then the person rates', async () => {
    const steps = [
      '转入线索分析',
      '转入问题核实',
      '转入问题监督',
      '交办整改',
      '转入整改反馈',
      '办结',
    ];
    for (const step of steps) {
      await desk.getByRole('button', { name: step, exact: true }).click();
      if (step === '转入问题核实') await chooseFiles(desk);
      await desk.locator('.history strong').getByText(step, { exact: true }).waitFor();
    }
    await phone.page.getByText('已办结').waitFor();
    await takePicture(desk, 'desk-ticket-closed');
    await takePicture(phone.page, 'chat-closed');
    const notices = (await phone.readLines()).filter((line) => /^时限：/m.test(line));
    expect(new Set(notices).size).toBe(notices.length);
    const page = await openProgress(receipt.code);
    await page.getByLabel('满意', { exact: true }).check();
    await page.getByLabel('想说的话').fill('办得清楚');
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('谢谢您的评价。').waitFor();
    await takePicture(page, 'progress-rated');
    await page.context().close();
    await desk.getByText('办得清楚').first().waitFor();
    expect([...phoneErrors, ...deskErrors]).toEqual([]);
  });

  async function openProgress(code: string): Promise<Page> {
    const page = await openPhone(browser, `${duxin.url}/progress`);
    await page.getByLabel('查询码', { exact: true }).fill(code);
    await page.keyboard.press('Enter');
    return page;
  }
});

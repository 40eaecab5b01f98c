import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, launchBrowser, openPhone } from '../support/browser.ts';
import { createChatPhone, readReceipt, type ChatPhone } from '../support/chat-phone.ts';
import { openDesk, signInOnPage } from '../support/console-page.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { takePicture } from '../support/pictures.ts';

const password = 'Undo-test-2026';
const undoMs = 7000;

(hasBrowser() ? describe : describe.skip)('a notice waits until it can no longer be undone', () => {
  const dataDir = makeDataDir();
  let browser: Browser;
  let duxin: DuxinProcess;
  let phone: ChatPhone;
  let desk: Page;

  beforeAll(async () => {
    duxin = await startDuxin({
      PORT: String(await findFreePort()),
      DATA_DIR: dataDir.path,
      ADMIN_PASSWORD: password,
      UNDO_MS: String(undoMs),
    });
    browser = await launchBrowser();
    phone = createChatPhone(await openPhone(browser, `${duxin.url}/chat`));
    await phone.page.getByText('您好，这里是行政执法监督服务').waitFor();
    await phone.choose('投诉');
    await phone.say('检查的人没有出示证件，说罚就罚。');
    const { number } = readReceipt(await phone.say('提交'));
    desk = await openDesk(browser, duxin.url);
    await signInOnPage(desk, password);
    await desk.getByRole('heading', { name: /，您好$/ }).waitFor();
    await desk.goto(`${duxin.url}/admin/tickets/${number}`);
  });
  afterAll(async () => {
    await browser.close();
    await duxin.stop();
    dataDir.remove();
  });

  it('undone with one key, nothing of it ever arrives', async () => {
    await desk.getByRole('button', { name: '受理', exact: true }).click();
    await desk.getByText('秒内可撤销').first().waitFor();
    await takePicture(desk, 'desk-undo-bar');
    await desk.keyboard.press('u');
    await desk.getByRole('button', { name: '受理', exact: true }).waitFor();
    const before = await phone.readLines();
    await phone.page.waitForTimeout(undoMs + 2000);
    expect(await phone.readLines()).toEqual(before);
    expect(await phone.countLines('已受理')).toBe(0);
    await takePicture(desk, 'desk-undone');
  });

  it('left alone, it arrives once when the time has passed', async () => {
    await desk.getByRole('button', { name: '受理', exact: true }).click();
    await desk.getByText('秒内可撤销').first().waitFor();
    expect(await phone.countLines('已受理')).toBe(0);
    await phone.page
      .getByText('已受理')
      .first()
      .waitFor({ timeout: undoMs + 20_000 });
    await desk.locator('.history').getByText('送达').waitFor();
    expect(await phone.countLines('已受理')).toBe(1);
  });
});

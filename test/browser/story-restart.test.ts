import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { hasBrowser, launchBrowser, openPhone, watchErrors } from '../support/browser.ts';
import { createChatPhone, type ChatPhone } from '../support/chat-phone.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { takePicture } from '../support/pictures.ts';
import { signInStaff } from '../support/staff-client.ts';

const password = 'Restart-test-2026';

(hasBrowser() ? describe : describe.skip)('the chat while the service is killed', () => {
  const dataDir = makeDataDir();
  let env: Parameters<typeof startDuxin>[0];
  let browser: Browser;
  let duxin: DuxinProcess;
  let phone: ChatPhone;
  let errors: readonly string[];

  beforeAll(async () => {
    env = {
      PORT: String(await findFreePort()),
      DATA_DIR: dataDir.path,
      ADMIN_PASSWORD: password,
      UNDO_MS: '0',
    };
    duxin = await startDuxin(env);
    browser = await launchBrowser();
    phone = createChatPhone(await openPhone(browser, `${duxin.url}/chat`));
    phone.page.setDefaultTimeout(20_000);
    errors = watchErrors(phone.page);
    await phone.page.getByText('您好，这里是行政执法监督服务').waitFor();
    await phone.choose('投诉');
  });
  afterAll(async () => {
    await browser.close();
    await duxin.stop();
    dataDir.remove();
  });

  const write = async (text: string): Promise<void> => {
    await phone.page.getByLabel('写下您要说的话').fill(text);
    await phone.page.keyboard.press('Enter');
  };

  it('what was written meanwhile goes out once when it is back', async () => {
    const before = await phone.readLines();
    await duxin.kill();
    await phone.page.getByText('正在重连').waitFor();
    await write('城管把我的秤收走了');
    await phone.page.getByText('等待发送').waitFor();
    await takePicture(phone.page, 'chat-reconnecting');
    duxin = await startDuxin(env);
    await phone.page.locator('#log').getByText('城管把我的秤收走了').waitFor();
    await phone.page.locator('#log').getByText('是哪个单位做的').waitFor();
    await phone.page.getByText('正在重连').waitFor({ state: 'hidden' });
    expect((await phone.readLines()).slice(0, before.length)).toEqual(before);
    expect(await phone.countLines('城管把我的秤收走了')).toBe(1);
    expect(await phone.countLines('是哪个单位做的')).toBe(1);
    expect(await phone.page.locator('#unsent').innerText()).toBe('');
  }, 60_000);

  it('killed while it answers, again and again: no line is lost and none comes twice', async () => {
    const said = ['城关镇综合执法队', '菜市场东门', '前天上午'];
    for (const text of said) {
      await write(text);
      await duxin.kill();
      duxin = await startDuxin(env);
      await phone.page.locator('#log').getByText(text, { exact: true }).waitFor();
    }
    await phone.page.locator('#log').getByText('执法证号').waitFor();
    for (const text of said) expect(await phone.countLines(text)).toBe(1);
    const shown = await phone.readLines();
    await phone.page.reload();
    await phone.page.locator('#log').getByText('执法证号').waitFor();
    expect(await phone.readLines()).toEqual(shown);
    expect(errors).toEqual([]);
  }, 120_000);

  it('the complaint that comes of it holds every answer', async () => {
    await phone.say('提交');
    const staff = await signInStaff(duxin.url, 'admin', password);
    const [number = '', ...others] = await staff.listAllNumbers();
    expect(others).toEqual([]);
    const { facts } = await staff.readTicket(number);
    expect(facts).toMatchObject({
      story: '城管把我的秤收走了',
      actingUnit: '城关镇综合执法队',
      place: '菜市场东门',
      time: expect.stringContaining('前天上午'),
    });
  }, 60_000);
});

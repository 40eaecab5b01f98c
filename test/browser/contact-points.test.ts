import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPrinter, createPrintSheets } from '../../platform/documents/index.ts';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { createMemoryPointDesk } from '../support/memory-points.ts';
import {
  buildPage,
  findBarriers,
  hasBrowser,
  launchBrowser,
  openPhone,
} from '../support/browser.ts';
import { buildChatBackstage } from '../support/build-chat-ports.ts';
import { keepPicture, takePicture } from '../support/pictures.ts';
import { serveChat } from '../support/serve-chat.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;
const list = '名称,类型,镇街,地点,联系人\n石桥村,村,东山镇,村部,老支书\n东山商会,会,东山镇,,\n';

here('the page of contact points', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    const translate = await createTranslate();
    const points = createMemoryPointDesk();
    const print = createPrintSheets({ createPdf: createPrinter().createPdf, translate });
    place = await serveDesk({
      render: createRender(translate),
      points: {
        ...points,
        printSheets: (chosen) =>
          print(
            chosen.map((point) => ({
              pointName: point.name,
              township: point.township,
              bureauName: '清河县司法局',
              phone: '0570-1234567',
              main: points.toUrls(point).main,
            })),
          ),
      },
    });
    place.desk.addAccount();
  }, 120_000);
  afterAll(() => place.stop());

  test('adds a point by the keyboard, shows its code, counts and sheet, and closes it', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('contact-points');
    await page.getByText('还没有联系点').waitFor();
    await page.getByRole('button', { name: '新增联系点' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('名称').fill('柳湾社区');
    await page.getByLabel('镇街').fill('清河街道');
    await page.getByLabel('地点').fill('柳湾路 8 号便民大厅');
    await page.getByLabel('联系人').fill('社区值班室');
    await page.keyboard.press('Enter');
    const row = page.getByRole('row').filter({ hasText: '柳湾社区' });
    await row.waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'contact-points');

    await page.getByRole('button', { name: '「柳湾社区」的二维码' }).click();
    await page.getByRole('img', { name: '「柳湾社区」的二维码' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'contact-point-code');
    await page.keyboard.press('Escape');

    await page.getByLabel('选择「柳湾社区」').check();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载张贴页（1）' }).click();
    const sheet = await downloading;
    expect(sheet.suggestedFilename()).toMatch(/\.pdf$/);
    await page.getByText('平台没有给出').waitFor();
    const folder = mkdtempSync(join(tmpdir(), 'duxin-sheet-'));
    const path = join(folder, 'sheet.pdf');
    await sheet.saveAs(path);
    execFileSync('pdftoppm', ['-r', '72', '-png', '-singlefile', path, join(folder, 'sheet')]);
    keepPicture('contact-point-sheet', readFileSync(join(folder, 'sheet.png')));
    rmSync(folder, { recursive: true });

    await page.getByRole('button', { name: '停用「柳湾社区」' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click();
    await row.getByText('停用', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: '重新启用「柳湾社区」' }).click();
    await page.getByRole('button', { name: '停用「柳湾社区」' }).waitFor();
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);

  test('takes a list in after showing what is wrong with it', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('contact-points');
    await page.getByRole('button', { name: '导入名单' }).click();
    const buffer = Buffer.from(list);
    await page
      .getByLabel('选择文件')
      .setInputFiles({ name: 'points.csv', mimeType: 'text/csv', buffer });
    await page.getByText('可以添加 1 个').waitFor();
    await page.getByText('第 3 行，类型：').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'contact-point-import');
    await page.getByRole('button', { name: '添加这 1 个' }).click();
    await page.getByText('已添加 1 个联系点').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('row').filter({ hasText: '石桥村' }).waitFor();
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);

  test('is used on a phone, and read without the means to change anything', async () => {
    const { browser, desk } = place;
    desk.addAccount({ username: 'li', roles: ['analyst'] });
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'li', {
      viewport: { width: 390, height: 844 },
    });
    await goTo('contact-points');
    await page.getByRole('heading', { name: '每月情况' }).waitFor();
    expect(await page.getByRole('button', { name: '新增联系点' }).count()).toBe(0);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'contact-points-phone');
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);
});

here('the page behind a code on a wall', () => {
  test('tells where the person stands with its first words', async () => {
    const built = await buildPage('webhooks/web-chat/page/vite.config.ts');
    const browser = await launchBrowser();
    const backstage = buildChatBackstage({
      answer: () => [{ content: { kind: 'text', text: '您在联系点「柳湾社区」。' } }],
    });
    const chat = await serveChat({ backstage, pageFolder: built.folder });
    const page = await openPhone(browser, `${chat.url}/chat?p=p:柳湾:X`);
    await page.getByText('您在联系点「柳湾社区」。').waitFor();
    const listScans = () =>
      backstage.received.flatMap(({ content }) =>
        content.kind === 'event' && content.name === 'scan' ? [content.key] : [],
      );
    expect(listScans()).toEqual(['p:柳湾:X']);
    await takePicture(page, 'chat-from-a-wall');
    await browser.close();
    await chat.stop();
    await built.remove();
  }, 60_000);
});

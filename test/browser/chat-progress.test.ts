import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import {
  buildPage,
  findBarriers,
  hasBrowser,
  launchBrowser,
  openPhone,
  watchErrors,
} from '../support/browser.ts';
import { buildDocument } from '../support/build-document.ts';
import { takePicture } from '../support/pictures.ts';
import { servePublic, type ServedPublic } from '../support/serve-public.ts';

const staff = { kind: 'staff', accountId: 'account-1', name: '李明' } as const;

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let served: ServedPublic;
let page: Page;

async function openTicket(kind: 'complaint' | 'consultation' = 'complaint') {
  const filed = await served.backstage.file({ kind });
  page = await openPhone(browser, `${served.url}/progress`);
  const enter = async (): Promise<void> => {
    await page.getByLabel('查询码', { exact: true }).fill(filed.code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText(filed.ticket.number, { exact: true }).waitFor();
  };
  return { ...filed, enter };
}

(hasBrowser() ? describe : describe.skip)('/progress on a phone', () => {
  beforeAll(async () => {
    built = await buildPage('public/page/vite.config.ts');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await built.remove();
  });
  beforeEach(async () => {
    served = await servePublic({ pageFolder: built.folder });
  });
  afterEach(async () => {
    await page.context().close();
    await served.stop();
  });

  it('says of a certificate whose it is, or that it was not found, without any code', async () => {
    page = await openPhone(browser, `${served.url}/progress`);
    const number = page.getByLabel('执法证号');
    await number.fill('33010001');
    await number.press('Enter');
    await page.getByRole('heading', { name: '有效，属于清河县城市管理局' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'progress-certificate');
    await number.fill('33010002');
    await number.press('Enter');
    await page.getByRole('heading', { name: '没有查到这个证号' }).waitFor();
  });

  it('shows a ticket for its code, without a serious barrier in normal and large type', async () => {
    const { ticket, enter } = await openTicket();
    const errors = watchErrors(page);
    await served.backstage.tickets.stepTicket({
      numberOrId: ticket.id,
      action: 'accept',
      by: staff,
      roles: ['intake_clerk'],
    });
    expect(await findBarriers(page)).toEqual([]);
    await enter();
    await page.getByRole('heading', { name: '已受理' }).waitFor();
    expect(await page.locator('.course [aria-current=step]').innerText()).toContain('已受理');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: '大字版' }).click();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.body.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  });

  it('keeps the code in this tab alone and out of every address', async () => {
    const { code, enter } = await openTicket();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await enter();
    await page.reload();
    await page.getByRole('heading', { name: '已接收' }).waitFor();
    const folded = code.toLowerCase();
    expect(addresses.filter((address) => address.toLowerCase().includes(folded))).toEqual([]);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(folded);
    await page.getByRole('button', { name: '退出并清除' }).click();
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(folded);
    await page.reload();
    await page.getByLabel('查询码', { exact: true }).waitFor();
    expect(await page.content()).not.toContain('已接收');
  });

  it('says in words that a code is wrong', async () => {
    await openTicket();
    for (const wrong of ['123', 'AAAA-BBBB-CCCC-DDDD']) {
      await page.getByLabel('查询码', { exact: true }).fill(wrong);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('没有找到').waitFor();
      expect(await page.getByRole('alert').innerText()).toContain('有没有输错');
    }
  });

  it('takes words and a picture and shows both', async () => {
    const { ticket, enter } = await openTicket();
    await enter();
    const create = { width: 300, height: 200, channels: 3, background: '#4a7' } as const;
    const buffer = await sharp({ create }).png().toBuffer();
    await page.getByLabel('补充的内容').fill('还有两位摊主看见');
    await page.setInputFiles('#evidence', { name: 'stall.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: '提交补充' }).click();
    await page.getByText('已收到您的补充。').waitFor();
    await page.locator('.messages').getByText('还有两位摊主看见').waitFor();
    await page.locator('.messages .picture img').waitFor();
    expect(served.backstage.messages.map(({ kind }) => kind)).toEqual(['image', 'text']);
    expect(served.backstage.stored.get(ticket.id)?.history).toHaveLength(3);
  });

  it('does an act once although its first answer was lost', async () => {
    const { ticket, enter } = await openTicket();
    await enter();
    await page.route('**/progress/urge', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: '催一下' }).click();
    await page.getByText('没有连上网络').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: '催一下' }).click();
    await page.getByText('已催办').waitFor();
    const steps = served.backstage.stored.get(ticket.id)?.history ?? [];
    expect(steps.filter(({ action }) => action === 'urge')).toHaveLength(1);
  });

  it('withdraws only after the person has confirmed it', async () => {
    const { ticket, enter } = await openTicket();
    await enter();
    await page.locator('summary').click();
    await page.getByRole('button', { name: '撤回这件事' }).click();
    await page.getByText('请先勾选确认').waitFor();
    expect(served.backstage.stored.get(ticket.id)?.status).toBe('received');
    await page.getByLabel('我自愿撤回').check();
    await page.getByRole('button', { name: '撤回这件事' }).click();
    await page.getByRole('status').getByText('已撤回').waitFor();
    expect(served.backstage.stored.get(ticket.id)?.status).toBe('withdrawn');
    expect(await page.getByRole('button', { name: '催一下' }).count()).toBe(0);
  });

  it('rates an answer, by keyboard', async () => {
    const { ticket, enter } = await openTicket('consultation');
    await served.backstage.tickets.stepTicket({
      numberOrId: ticket.id,
      action: 'answer',
      by: staff,
      roles: ['handler'],
      values: { text: '可以申请行政复议。' },
    });
    await enter();
    await page.getByLabel('非常满意', { exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('button', { name: '提交评价' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('谢谢您的评价。').waitFor();
    expect(served.backstage.stored.get(ticket.id)?.rating?.score).toBe(4);
  });

  it('checks a receipt at /verify', async () => {
    const { ticket, code } = await openTicket();
    await page.goto(`${served.url}/verify`);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: '核验' }).last().click();
    await page.getByText('请填工单编号和查询码最后 4 位').waitFor();
    await page.getByLabel('工单编号').fill(ticket.number);
    await page.getByLabel('查询码最后 4 位').fill(code.slice(-4));
    await page.keyboard.press('Enter');
    await page.getByText('回执真实').waitFor();
    await page.getByLabel('查询码最后 4 位').fill('0000');
    await page.keyboard.press('Enter');
    await page.getByText('没有核验通过').waitFor();
    expect(await page.locator('#verdict').innerText()).not.toContain('2026');
  });

  it('checks a paper at /verify by the code that a scan brings, and a file beside it', async () => {
    const hash = createHash('sha256').update('sealed').digest('hex');
    const sealed = { fileId: 'f', algorithm: 'SHA-256', hash } as const;
    served.backstage.documents.push(buildDocument({ state: 'issued', sealed }));
    page = await openPhone(browser, `${served.url}/verify#d=7K2M-9QXC-4T0B-WE6R`);
    await page.getByText('文书真实有效').waitFor();
    await page.getByText('清司监通〔2026〕12号').waitFor();
    const file = { name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from('sealed') };
    await page.getByLabel('文书的电子文件').setInputFiles(file);
    await page.getByRole('button', { name: '核验' }).first().click();
    await page.getByText('文件与发出的一致', { exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'verify-document-phone');
    await page.getByLabel('验真码').fill('0000-0000-0000-0000');
    await page.getByLabel('文书的电子文件').setInputFiles([]);
    await page.getByRole('button', { name: '核验' }).first().click();
    await page.getByText('没有查到这份文书').waitFor();
  });
});

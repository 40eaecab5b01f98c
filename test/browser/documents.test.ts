import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { createPapers, createPrinter } from '../../platform/documents/index.ts';
import type { Role } from '../../people/index.ts';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const colleagues: Readonly<Record<string, readonly Role[]>> = {
  wang: ['handler'],
  li: ['section_head'],
  zhao: ['legal_reviewer'],
  sun: ['approver'],
  zhou: ['approver'],
};

/** Fills in what the form names so. */
async function fill(page: Page, label: string, words: string): Promise<void> {
  await page.getByLabel(label, { exact: false }).first().fill(words);
}

here('official documents', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    const { desk } = place;
    for (const [username, roles] of Object.entries(colleagues)) {
      desk.addAccount({ username, name: `${username}同志`, roles });
    }
    const papers = createPapers({
      printer: createPrinter(),
      checkUrl: 'https://duxin.example/verify',
    });
    Object.assign(desk.ports.documents, { papers });
  }, 180_000);
  afterAll(() => place.stop());

  /** The links before the last are passed over the API. */
  async function pass(username: string, id: string, action = 'approve', reason?: string) {
    const { desk } = place;
    const call = desk.client(await desk.signIn(username));
    const { version } = (await call('GET', `/documents/${id}`)).body;
    const answer = await call('POST', `/documents/${id}/steps`, { version, action, reason });
    expect(answer.status).toBe(200);
  }

  test('a draft is begun beside its ticket, seen as paper while it is written, and submitted', async () => {
    const { desk, browser } = place;
    const { number } = await desk.fileTicket({ openness: 'open' });
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo(`tickets/${number}`);
    await page.getByRole('button', { name: '其他文书' }).click();
    await page.getByRole('combobox', { name: '文书种类' }).click();
    await page.getByRole('option', { name: /^核查报告/ }).click();
    await takePicture(page, 'documents-draft');
    await page.getByRole('button', { name: '起草', exact: true }).click();
    await page.waitForURL(/documents\/d-/);
    const picture = page.getByRole('img', { name: /第 1 页/ });
    const before = await picture.getAttribute('src');
    await fill(page, '核查经过', '一月二十日，两名承办人到现场核查，调取了视频。');
    await page.getByText('预览的是未保存的内容').waitFor();
    expect((await picture.getAttribute('src')) === before).toBe(false);
    await fill(page, '查明的事实和证据', '检查时未出示执法证件，视频为证。');
    await fill(page, '被监督单位的陈述及采纳情况', '该单位承认未出示证件。');
    await fill(page, '处理建议', '建议认定问题属实，发出问题反馈函。');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'documents-written');
    expect(errors).toEqual([]);
    await leave();
  });
});

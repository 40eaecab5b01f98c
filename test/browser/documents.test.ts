import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { createPapers, createPrinter } from '../../platform/documents/index.ts';
import type { Role } from '../../people/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import { findBarriers, hasBrowser, waitUntilStill } from '../support/browser.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const colleagues: Readonly<Record<string, readonly Role[]>> = {
  wang: ['handler'],
  li: ['section_head'],
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

  /** As it stands in a number that is given now. */
  const toYear = (): string => `〔${toShanghaiDay(place.desk.data.now).slice(0, 4)}〕`;

  async function signInOverApi(username: string) {
    const call = place.desk.client(await place.desk.signIn(username));
    return async (method: string, path: string, body?: unknown) => {
      const answer = await call(method, path, body);
      if (answer.status >= 300) throw new Error(`${path}: ${String(answer.status)} ${answer.text}`);
      return answer.body;
    };
  }

  async function draftNotice(): Promise<{ readonly id: string; readonly number: string }> {
    const { number } = await place.desk.fileTicket({ openness: 'open' });
    const wang = await signInOverApi('wang');
    const { id, version } = await wang('POST', '/documents', {
      key: randomUUID(),
      kind: 'acceptance_notice',
      ticketNumber: number,
      values: { fields: { contact: '王同志 0570-1234567', dueOn: '2026-12-01' } },
    });
    await wang('POST', `/documents/${id}/steps`, { version, action: 'submit' });
    return { id, number };
  }

  test('a draft is begun beside its ticket, seen as paper while it is written, and submitted', async () => {
    const { desk, browser } = place;
    const { number } = await desk.fileTicket({ openness: 'open' });
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo(`tickets/${number}`);
    await page.getByRole('button', { name: '其他文书' }).click();
    await waitUntilStill(page);
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

  test('an approver sends it back with a reason, sees what changed, approves and signs by phone', async () => {
    const { desk, browser } = place;
    const { id } = await draftNotice();
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'li', phone);
    await goTo(`documents/${id}/approval`);
    await page.getByRole('img', { name: /第 1 页/ }).waitFor();
    await page.getByText('第一次送审，没有可比的文本').waitFor();
    await page.getByRole('button', { name: '退回修改' }).click();
    await page.getByText('退回必须写明理由').waitFor();
    await page.getByLabel('退回的理由').fill('请写明承办科室的电话');
    await page.getByRole('button', { name: '退回修改' }).click();
    await page.getByText('已退回').waitFor();

    const wang = await signInOverApi('wang');
    const { version } = await wang('GET', `/documents/${id}`);
    const values = { fields: { contact: '监督科 0570-7654321', dueOn: '2026-12-01' } };
    const edited = await wang('PUT', `/documents/${id}`, { version, values });
    await wang('POST', `/documents/${id}/steps`, { version: edited.version, action: 'submit' });

    await page.reload();
    await page.locator('ins').getByText('监督科').waitFor();
    await page.getByRole('img', { name: /第 1 页/ }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const isWide = 'document.documentElement.scrollWidth > window.innerWidth';
    expect(await page.evaluate(isWide)).toBe(false);
    await takePicture(page, 'documents-approval-phone');
    await page.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByRole('button', { name: '签发并编号' }).click();
    await page.getByText(new RegExp(`已签发，文号 .+${toYear()}1号`)).waitFor();
    await takePicture(page, 'documents-signed-phone');
    expect(errors).toEqual([]);
    await leave();
  });

  test('a signed one gets its sealed copy, is served, and stands in the list', async () => {
    const { desk, browser } = place;
    const { id } = await draftNotice();
    const li = await signInOverApi('li');
    for (const action of ['approve', 'sign']) {
      const { version } = await li('GET', `/documents/${id}`);
      await li('POST', `/documents/${id}/steps`, { version, action });
    }
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo(`documents/${id}`);
    const scan = { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };
    await page.locator('input[type=file]').first().setInputFiles(scan);
    await page.getByText('已印发', { exact: true }).waitFor();
    await page.getByRole('button', { name: '送达反映人' }).click();
    await page.getByText('送达时间').waitFor();
    await page.getByRole('button', { name: '登记签收' }).click();
    await page.getByText('签收', { exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'documents-issued');
    await page.getByRole('button', { name: '起草更正文书' }).click();
    await page.waitForURL((url) => url.pathname !== `/admin/documents/${id}`);
    await goTo('documents');
    await page.getByText(`${toYear()}2号`).first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'documents-list');
    expect(errors).toEqual([]);
    await leave();
  });
});

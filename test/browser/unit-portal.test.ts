import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { buildServedDocument, buildServing } from '../support/build-hearing.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;

here('the pages of a unit', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  let ticketNumber = '';
  beforeAll(async () => {
    place = await serveDesk();
    const { desk } = place;
    desk.addAccount();
    desk.addAccount({
      id: 'officer',
      username: 'lian',
      name: '联络员小李',
      roles: ['agency_officer'],
      unitId: 'u-1',
    });
    const ticket = await desk.fileTicket();
    ticketNumber = ticket.number;
    const servedAt = desk.data.now;
    const dueAt = new Date(servedAt.getTime() + 20 * 86_400_000);
    const document = buildServedDocument({
      kind: 'supervision_notice',
      title: '行政执法监督通知书',
      ticketId: ticket.id,
      ticketNumber,
      number: {
        organ: 'bureau',
        kind: 'supervision_notice',
        year: 2026,
        seq: 12,
        text: '清司监通〔2026〕12号',
      },
      signedOn: '2026-11-18',
      addressedTo: '清河县城管局',
      paragraphs: [
        { kind: 'text', text: '经查，你单位的行政执法工作存在下列问题。' },
        { kind: 'heading', text: '一、查明的事实' },
        { kind: 'text', text: '亮证告知：检查时没有出示执法证件。' },
        { kind: 'heading', text: '二、整改要求' },
        { kind: 'text', text: '请自收到本通知书之日起15个工作日内纠正，并书面报告结果。' },
      ],
      sealed: { fileId: 'f-1', algorithm: 'SHA-256', hash: 'ab' },
      servings: [buildServing('u-1', { servedAt, dueAt })],
    });
    desk.data.documents.set(document.id, document);
  }, 120_000);
  afterAll(() => place.stop());

  test('show what was served; the officer acknowledges, asks for a review and reports', async () => {
    const { browser, desk } = place;
    const { page, errors, leave } = await sitDown(browser, desk, 'lian');
    await page.getByRole('link', { name: '行政执法监督通知书' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      '收到的文书',
    ]);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'unit-documents');
    await page.getByRole('link', { name: '行政执法监督通知书' }).click();
    await page.getByRole('button', { name: '签收', exact: true }).click();
    await page.getByRole('button', { name: '确认签收' }).click();
    await page.getByText('已签收').waitFor();
    await page.getByRole('button', { name: '申请复核' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'unit-document');

    await page.getByRole('button', { name: '报送整改报告' }).click();
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('请写明内容。').waitFor();
    await page.getByLabel('整改情况').fill('已退还费用，并组织全员学习。');
    await page.locator('input[type=file]').setInputFiles({
      name: '整改凭证.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7'),
    });
    await page.getByRole('button', { name: '移除「整改凭证.pdf」' }).waitFor();
    await takePicture(page, 'unit-reply-form');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByRole('button', { name: '下载「整改凭证.pdf」' }).waitFor();
    await page.goto(`${desk.url}/admin/tickets`);
    await page.getByRole('heading', { name: '送达我单位的文书' }).waitFor();
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);

  test('fit a phone', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'lian', {
      viewport: { width: 390, height: 844 },
    });
    await page.getByRole('link', { name: '行政执法监督通知书' }).waitFor();
    await takePicture(page, 'unit-documents-phone');
    await goTo('unit/d-1');
    await page.getByRole('heading', { name: '本单位的答复' }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'unit-document-phone');
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);

  test('lead to the bureau, which reads the reply beside the ticket and sends it back', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('unit-replies');
    await page.getByText('已退还费用，并组织全员学习。').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'unit-replies');
    await goTo(`tickets/${ticketNumber}`);
    await page.getByRole('heading', { name: '单位的答复' }).waitFor();
    await page.getByRole('button', { name: '作出答复' }).click();
    await page.getByLabel('退回整改').check();
    await page.getByLabel('理由（单位会看到）').fill('凭证缺少收款人签字。');
    await page.getByRole('button', { name: '确定' }).click();
    await page.getByText('司法局的答复：退回整改').waitFor();
    await page.getByRole('heading', { name: '单位的答复' }).scrollIntoViewIfNeeded();
    await takePicture(page, 'unit-replies-on-ticket');
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { starterRows } from '../../knowledge/index.ts';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;

const questions = [
  '标准问题,答复,法律依据,有效期至',
  '罚款不给票据怎么办？,可以拒绝缴纳，并向有关机关检举。,《行政处罚法》第七十条,',
  '检查时没有出示证件怎么办？,可以拒绝接受检查，并向我们反映。,《行政处罚法》第五十五条,2099-12-31',
  ',没有写问题,,',
  '多久有结果？,按规定办理。,有关规定,',
].join('\n');

const paper = [
  '索引號: | 0001/2026-0007 | 文號: | 某政辦〔2026〕7號 |',
  '發布機構: | 某縣人民政府辦公室 | 有效性: | 有效 |',
  '名稱: | 關於規範涉企行政檢查的通知 |',
  '各鎮街：行政檢查應當出示執法證件，不得隨意檢查、重複檢查，檢查結果應當告知企業，並依法公開。',
  '扫一扫在手机打开当前页',
].join('\n');

const exchange = [
  '标题',
  '关于夜间施工噪声的建议',
  '来信人',
  '张某某',
  '来信内容',
  '工地夜里施工到很晚，附近居民没法休息，请有关部门管一管，给个说法。',
  '承办单位',
  '某县住房和城乡建设局',
  '答复内容',
  '您反映的夜间施工问题，我局已责令停止夜间作业，并安排人员每晚巡查。',
].join('\n');

const statute = [
  '某市行政检查办法',
  '（2024年1月10日某市人民政府令第1号公布）',
  '第一条　为了规范行政检查，制定本办法。',
  '第二条　检查人员不得少于两人，并应当出示证件。',
  '第三条　检查结果应当在三十日内告知当事人。',
  '第四条　本办法自2024年3月1日起施行。',
].join('\n');

const toFile = (name: string, text: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});

const choose = (page: Page, ...files: ReturnType<typeof toFile>[]) =>
  page.getByLabel('选择文件', { exact: true }).setInputFiles(files);

here('the import page', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount();
  }, 120_000);
  beforeEach(() => {
    place.desk.data.entries.clear();
    place.desk.data.importPauseMs = 0;
  });
  afterAll(() => place.stop());

  test('shows what comes in and what does not, then imports and reports it', async () => {
    const { browser, desk } = place;
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('');
    await page.getByRole('link', { name: '导入法条' }).waitFor();
    await takePicture(page, 'overview-first-run');
    await page.getByRole('link', { name: '导入法条' }).click();
    await page.getByRole('heading', { name: '导入', exact: true }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'import-empty');

    await choose(page, toFile('常见问题.csv', questions), toFile('扫描件.pdf', '%PDF-1.7'));
    const source = page.getByRole('region', { name: '常见问题.csv' });
    await source.getByText('新增 2 · 已有相同 0 · 已有但不同 0 · 有问题 2').waitFor();
    await source.getByRole('cell', { name: /读不出法名和条号/ }).waitFor();
    await page.getByText('不是可以读取的格式').waitFor();
    expect(desk.data.entries.size).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'import-preview');

    await page.getByRole('button', { name: '开始导入' }).click();
    await page.getByRole('heading', { name: '导入结果' }).waitFor();
    expect([...desk.data.entries.values()].map(({ state }) => state)).toEqual(['draft', 'draft']);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '问题清单（CSV）' }).click();
    expect((await download).suggestedFilename()).toBe('faults.csv');
    await takePicture(page, 'import-report');
    await page.getByRole('link', { name: '再导入一批' }).click();
    await page.getByRole('link', { name: /常见问题\.csv/ }).waitFor();
    await takePicture(page, 'import-history');
    expect(errors).toEqual([]);
    await leave();
  });

  test('shows what was left out of papers, and keeps question and answer apart', async () => {
    const { browser, desk } = place;
    const { page, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('imports');
    await choose(page, toFile('通知.txt', paper), toFile('来信.txt', exchange));
    const notice = page.getByRole('region', { name: '通知.txt' });
    await notice.getByText('原文是繁体字').waitFor();
    await notice.getByText('关于规范涉企行政检查的通知').first().waitFor();
    await notice.getByText('某政办〔2026〕7号').first().waitFor();
    await notice.getByText(/去掉了 \d 处/).click();
    await notice.getByText('扫一扫在手机打开当前页').waitFor();
    const letter = page.getByRole('region', { name: '来信.txt' });
    await letter.getByText('来文（不作答复）').waitFor();
    await letter.getByText('您反映的夜间施工问题').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'import-papers');
    await page.getByRole('button', { name: '开始导入' }).click();
    await page.getByRole('heading', { name: '导入结果' }).waitFor();
    const answers = [...desk.data.entries.values()].map(({ text }) => text.answer).join('\n');
    expect(answers).toContain('责令停止夜间作业');
    expect(answers).not.toMatch(/没法休息|张某某|扫一扫/);
    await leave();
  });

  test('asks until when statutes were checked, and reads other columns when told', async () => {
    const { browser, desk } = place;
    const { page, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('imports');
    await choose(
      page,
      toFile('办法.txt', statute),
      toFile('表.csv', '甲,乙\n怎么投诉？,回复「投诉」。\n'),
    );
    await page.getByRole('region', { name: '办法.txt' }).getByText('本库还没有').waitFor();
    await page.getByText('2024-01-10 通过或公布').waitFor();
    await page.getByText('2024-03-01 施行').waitFor();
    const start = page.getByRole('button', { name: '开始导入' });
    expect(await start.isDisabled()).toBe(true);
    const sheet = page.getByRole('region', { name: '表.csv' });
    await sheet.getByLabel('当作').selectOption('questions');
    await sheet.getByLabel(/^问题/).selectOption({ label: '甲' });
    await sheet.getByLabel(/^答案/).selectOption({ label: '乙' });
    await sheet.getByText('新增 1').waitFor();
    await page.getByLabel(/法条核对至/).fill('2026-11-01');
    await page.waitForFunction(
      `![...document.querySelectorAll('button')].find((b) => b.textContent.includes('开始导入'))?.disabled`,
    );
    await takePicture(page, 'import-statute');
    await start.click();
    await page.getByText('新导入').waitFor();
    await goTo('');
    await page.getByRole('heading', { name: /您好/ }).waitFor();
    expect(await page.getByText('法条还没有导入').count()).toBe(0);
    await leave();
  });

  test('goes on while nobody looks, and a reload finds its progress again', async () => {
    const { browser, desk } = place;
    desk.data.importPauseMs = 15;
    const many = Array.from({ length: 300 }, (_, at) => `第${at}个问题？,第${at}个答案。`);
    const { page, goTo, leave } = await sitDown(browser, desk, 'wang', {
      viewport: { width: 390, height: 844 },
    });
    await goTo('imports');
    await choose(page, toFile('许多问题.csv', ['问题,答案', ...many].join('\n')));
    await page.getByRole('button', { name: '开始导入' }).click();
    await page.getByText(/^(?:25|50|75|100) \/ 300$/).waitFor();
    await takePicture(page, 'import-running-phone');
    await page.reload();
    await page.getByRole('heading', { name: '正在导入' }).waitFor();
    desk.data.importPauseMs = 0;
    await page.getByRole('heading', { name: '导入结果' }).waitFor();
    expect(desk.data.entries.size).toBe(300);
    await takePicture(page, 'import-report-phone');
    await leave();
  });
});

here('the page of tables', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount();
    place.desk.addAccount({ username: 'li', name: '李承办', roles: ['handler'] });
  }, 120_000);
  beforeEach(async () => {
    place.desk.data.tableRows.clear();
    await place.desk.ports.tables.seed(starterRows);
  });
  afterAll(() => place.stop());

  test('lets an editor fill in what is blank, and confirm it by name', async () => {
    const { browser, desk } = place;
    const { page, errors, goTo, leave } = await sitDown(browser, desk, 'wang');
    await goTo('tables');
    await page.getByText('初次违法且危害后果轻微并及时改正').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'tables-leniency');
    await page.getByText('地址电话', { exact: true }).click();
    const bureau = page.getByRole('row', { name: /司法局/ });
    await bureau.getByText('待填').first().waitFor();
    await takePicture(page, 'tables-places');
    await bureau.getByRole('button', { name: '编辑' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('地址').fill('某县某路 1 号');
    await takePicture(page, 'tables-edit');
    await dialog.getByRole('button', { name: '保存' }).click();
    await bureau.getByText('某县某路 1 号').waitFor();
    await bureau.getByRole('button', { name: '确认' }).click();
    await bureau.getByText(/^王受理 于 .* 确认$/).waitFor();
    expect(desk.data.tableRows.get('places-bureau')?.confirmed?.by).toBe('王受理');
    expect(errors).toEqual([]);
    await leave();
  });

  test('takes a new row, takes one out, and fits a phone', async () => {
    const { browser, desk } = place;
    const { page, goTo, leave } = await sitDown(browser, desk, 'wang', {
      viewport: { width: 390, height: 844 },
    });
    await goTo('tables/discretion');
    await page.getByText('还没有内容').waitFor();
    await page.getByRole('button', { name: '新增一行' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('违法行为').fill('占道经营');
    await dialog.getByLabel('裁量情形').fill('面积不足一平方米');
    await dialog.getByLabel('处罚标准').fill('警告');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('面积不足一平方米').waitFor();
    await takePicture(page, 'tables-phone');
    await page.getByRole('button', { name: '删除' }).click();
    expect([...desk.data.tableRows.values()].at(-1)?.facts).toMatchObject({ penalty: '警告' });
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await page.getByText('还没有内容').waitFor();
    await leave();
  });

  test('shows colleagues the rows and offers them nothing to change', async () => {
    const { browser, desk } = place;
    const { page, goTo, leave } = await sitDown(browser, desk, 'li');
    await goTo('tables/powers');
    await page.getByText('占道经营').first().waitFor();
    expect(await page.getByRole('button', { name: /确认|编辑|删除|新增/ }).count()).toBe(0);
    await leave();
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chooseFiles } from '../support/choose-files.ts';
import { hasBrowser, launchBrowser, openPhone, waitUntilStill } from '../support/browser.ts';
import { createChatPhone, readReceipt, type ChatPhone } from '../support/chat-phone.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { openOffice, sitAtDesk, type DeskSeat } from '../support/office.ts';
import { keepPicture, takePicture } from '../support/pictures.ts';

const adminPassword = 'Lamp-over-the-desk-26';
const weekMs = 7 * 24 * 3600_000;
const unitName = '清河县综合行政执法局';
const story = '执法队员没有出示证件就搬走了我的两张桌子和一台秤，也没有给清单。';
const paraphrase = '有群众反映，执法人员采取强制措施时未出示执法证件，未当场交付清单。';

const units = {
  county: { name: '清河县人民政府', kind: 'government', level: 'county' },
  team: { name: unitName, kind: 'department', level: 'county', parent: 'county' },
} as const;
const colleagues = {
  chen: { name: '陈受理', roles: ['intake_clerk'] },
  wang: { name: '王承办', roles: ['handler'] },
  li: { name: '李科长', roles: ['section_head'] },
  zhao: { name: '赵审核', roles: ['legal_reviewer'] },
  sun: { name: '孙局长', roles: ['approver'] },
  feng: { name: '冯联络', roles: ['agency_officer'], unit: 'team' },
} as const;
type Name = keyof typeof colleagues;

async function move(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: action, exact: true }).click();
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label }).last();
  await box.waitFor({ state: 'attached' });
  await waitUntilStill(page);
  await page.locator('.el-select').filter({ has: box }).last().click();
  await page.getByRole('option', { name: option }).first().click();
}

(hasBrowser() ? describe : describe.skip)('a complaint becomes a document that binds', () => {
  const dataDir = makeDataDir();
  let browser: Browser;
  let port: string;
  let duxin: DuxinProcess;
  let phone: ChatPhone;
  let number: string;
  let documentPath: string;
  const seats = new Map<Name, DeskSeat>();
  const complaints: (readonly string[])[] = [];

  async function start(weeks: number): Promise<void> {
    duxin = await startDuxin({
      PORT: port,
      DATA_DIR: dataDir.path,
      ADMIN_PASSWORD: adminPassword,
      CLOCK_OFFSET_MS: String(weeks * weekMs),
      UNDO_MS: '0',
    });
  }

  /** The colleague's page, signed in at their first need. */
  async function sit(name: Name, viewport = { width: 1440, height: 900 }): Promise<Page> {
    const taken = seats.get(name);
    if (taken !== undefined) return taken.page;
    const seat = await sitAtDesk(browser, duxin.url, name, { viewport });
    seats.set(name, seat);
    complaints.push(seat.errors);
    return seat.page;
  }

  async function openTicket(name: Name): Promise<Page> {
    const page = await sit(name);
    await page.goto(`${duxin.url}/admin/tickets/${number}`);
    await page.locator('.pane.facts').waitFor();
    return page;
  }

  beforeAll(async () => {
    port = String(await findFreePort());
    await start(0);
    await openOffice(duxin.url, adminPassword, units, colleagues);
    browser = await launchBrowser();
    phone = createChatPhone(await openPhone(browser, `${duxin.url}/chat`));
    phone.page.setDefaultTimeout(25_000);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await duxin.stop();
    dataDir.remove();
  });

  it('a person complains in confidence, and is accepted', async () => {
    await phone.page.getByText('您好，这里是行政执法监督服务').waitFor();
    await phone.choose('投诉');
    await phone.say(story);
    await phone.say(unitName);
    ({ number } = readReceipt(await phone.say('提交')));
    number = number.replaceAll(/\D/g, '');
    const clerk = await openTicket('chen');
    await move(clerk, '受理');
    await phone.page.getByText('已受理').first().waitFor();
    expect(number).toMatch(/^\d{10}$/);
  }, 60_000);

  it('the handler finds who answers, verifies, and sees the place in the procedure', async () => {
    const page = await openTicket('wang');
    await page.getByRole('button', { name: `采用「${unitName}」` }).click();
    await page.getByText('责任机关').waitFor();
    await move(page, '转入线索分析');
    await move(page, '转入问题核实');
    await chooseFiles(page);
    await page.getByRole('button', { name: '转入问题监督', exact: true }).waitFor();
    await takePicture(page, 'supervision-ticket');
    expect(await page.locator('.respondent').innerText()).toContain(unitName);
  }, 60_000);

  it('the person sees the exact words before the unit does, and agrees', async () => {
    const page = await openTicket('wang');
    await page.getByRole('button', { name: '征求当事人意见', exact: true }).click();
    await page.getByLabel('单位', { exact: true }).fill(unitName);
    await choose(page, '问题类型', '亮证告知');
    await page.getByRole('textbox', { name: '要发给该单位的话' }).fill(paraphrase);
    await takePicture(page, 'supervision-consent-asked');
    await page.getByRole('button', { name: '发给当事人看' }).click();
    await phone.page.getByText(paraphrase).first().waitFor();
    expect(await phone.say('1')).toContain('可以联系该单位');
    await takePicture(phone.page, 'supervision-consent');
    await page.getByText('当事人同意发出').waitFor();
  }, 60_000);

  it('a problem is found, judged, and given a measure', async () => {
    const page = await openTicket('wang');
    await page.getByRole('button', { name: '登记问题' }).click();
    const dialog = page.getByRole('dialog', { name: '登记问题' });
    await choose(page, '问题类型', '亮证告知');
    await dialog.getByLabel('问题说明').fill('采取强制措施时未出示执法证件，未当场交付清单。');
    await dialog.getByRole('button', { name: '登记问题' }).click();
    await page.getByRole('button', { name: '认定问题' }).click();
    await choose(page, '核查结论', '属实');
    await choose(page, '问题级别', '一般性问题');
    await page.getByRole('dialog').getByRole('button', { name: '认定问题' }).click();
    await page.getByRole('button', { name: '确定处理措施' }).click();
    await choose(page, '处理措施', '自行纠正');
    await page.getByRole('dialog').getByRole('button', { name: '确定处理措施' }).click();
    await page.locator('.problems').getByText('自行纠正').waitFor();
    await move(page, '转入问题监督');
    await page.getByRole('button', { name: '交办整改', exact: true }).waitFor();
    await takePicture(page, 'supervision-problem');
    await expect(page.locator('.problems > li').count()).resolves.toBe(1);
  }, 60_000);

  it('the letter is drafted from the problem, and stands as paper beside the form', async () => {
    const page = await openTicket('wang');
    await page.getByRole('button', { name: '起草 问题反馈函' }).click();
    await page.getByRole('button', { name: '起草', exact: true }).click();
    await page.waitForURL(/documents\/d-/);
    documentPath = new URL(page.url()).pathname.replace('/admin/', '');
    expect(await page.getByLabel('经审核的转述').first().inputValue()).toBe(paraphrase);
    await page.getByLabel('整改建议').first().fill('补交清单；组织一次亮证告知的培训。');
    await page.getByLabel('联系人及电话').first().fill('监督科 王承办 0570-7654321');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').first().waitFor();
    await page.getByRole('img', { name: /第 1 页/ }).waitFor();
    await takePicture(page, 'supervision-draft');
    await page.getByRole('button', { name: '提交审批' }).click();
    await page.getByText('审批中', { exact: true }).first().waitFor();
  }, 60_000);

  it.each(['li', 'zhao'] as const)(
    '%s passes it on',
    async (name) => {
      const page = await sit(name);
      await page.goto(`${duxin.url}/admin/${documentPath}/approval`);
      await page.getByRole('button', { name: '同意', exact: true }).click();
      await page.getByText('已同意').waitFor();
      await expect(page.getByRole('button', { name: '同意', exact: true }).count()).resolves.toBe(
        0,
      );
    },
    60_000,
  );

  it('the leader approves and signs by telephone, and it gets its number', async () => {
    const page = await sit('sun', { width: 390, height: 844 });
    await page.goto(`${duxin.url}/admin/${documentPath}/approval`);
    await page.getByRole('img', { name: /第 1 页/ }).waitFor();
    await page.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByRole('button', { name: '签发并编号' }).click();
    await page.getByText(/已签发，文号 .+〔\d{4}〕1号/).waitFor();
    await takePicture(page, 'supervision-signed');
    const isWide = 'document.documentElement.scrollWidth > window.innerWidth';
    await expect(page.evaluate(isWide)).resolves.toBe(false);
  }, 60_000);

  it('paper and DOCX hold the reviewed words and none of the person’s', async () => {
    const page = await sit('wang');
    const [pdf, docx] = await Promise.all(
      ['paper', 'paper?as=docx'].map(async (name) => {
        const answer = await page.request.get(`${duxin.url}/api/admin/${documentPath}/${name}`);
        return answer.body();
      }),
    );
    const words = await readPdf(pdf ?? Buffer.of());
    expect(words).toContain('未当场交付清单');
    expect(words).not.toContain('两张桌子');
    expect(docx?.subarray(0, 2).toString()).toBe('PK');
  }, 60_000);

  it('the sealed copy is attached, and it is served on the unit', async () => {
    const page = await sit('wang');
    await page.goto(`${duxin.url}/admin/${documentPath}`);
    const scan = toPdf('scan.pdf');
    await page.locator('input[type=file]').first().setInputFiles(scan);
    await page.getByText('已印发', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: '送达各单位' }).click();
    await page.getByText('送达时间').waitFor();
    await takePicture(page, 'supervision-served');
    await openTicket('wang');
    await move(page, '交办整改');
    await page.getByRole('button', { name: '转入整改反馈', exact: true }).waitFor();
    const beside = page.getByText(/〔\d{4}〕1号/).first();
    await beside.waitFor();
    expect(await beside.innerText()).toContain('监函');
  }, 60_000);

  it('the unit’s officer sees that paper alone, and acknowledges it', async () => {
    const page = await sit('feng');
    await page.getByRole('link', { name: '关于反馈行政执法监督发现问题的函' }).click();
    await page.getByRole('button', { name: '签收' }).click();
    const sure = page.getByRole('button', { name: '确认签收' });
    await sure.click();
    await page
      .getByText(/已签收/)
      .first()
      .waitFor();
    await takePicture(page, 'supervision-unit');
    const seen = await page.locator('body').innerText();
    expect(seen).toContain('未当场交付清单');
    for (const hidden of ['两张桌子', number, '当事人']) expect(seen).not.toContain(hidden);
  }, 60_000);

  it('two weeks later, after a kill, the unit reports and the matter goes on to its end', async () => {
    for (const { leave } of seats.values()) await leave();
    seats.clear();
    await duxin.kill();
    await start(2);
    const unit = await sit('feng');
    await unit.getByRole('link', { name: '关于反馈行政执法监督发现问题的函' }).click();
    await unit.getByRole('button', { name: /报送整改报告/ }).click();
    await unit.getByLabel('整改情况').fill('已补交清单，培训记录附后。');
    const report = toPdf('report.pdf');
    await unit.locator('.form input[type=file]').setInputFiles(report);
    await unit.getByText('report.pdf').waitFor();
    await unit.getByRole('button', { name: '提交', exact: true }).click();
    await unit.getByText('等待司法局答复').waitFor();

    const page = await openTicket('wang');
    await page.getByRole('button', { name: '作出答复' }).click();
    await page.getByLabel('整改合格').check();
    await page.getByLabel('理由（单位会看到）').fill('清单已补交，培训记录齐全。');
    await page.getByRole('button', { name: '确定', exact: true }).click();
    await page.getByRole('button', { name: '问题办结' }).waitFor();
    await takePicture(page, 'supervision-rectified');
    await move(page, '转入整改反馈');
    await page.getByRole('button', { name: '问题办结' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '问题办结' }).click();
    await page.locator('.page-head').getByText('办结').waitFor();
    await phone.page.reload();
    await phone.page.getByText('已办结').first().waitFor();
    await takePicture(phone.page, 'supervision-told');
    await expect(phone.countLines('已办结')).resolves.toBe(1);
  }, 120_000);

  it('no page had an error on the way', () => {
    expect(complaints.flat()).toEqual([]);
  });
});

const toPdf = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4'),
});

/** The words of a PDF. */
async function readPdf(bytes: Buffer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'duxin-paper-'));
  try {
    const file = join(folder, 'paper.pdf');
    writeFileSync(file, bytes);
    await promisify(execFile)('pdftoppm', ['-r', '80', '-png', file, join(folder, 'page')]);
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.png'))) {
      keepPicture(`supervision-${name.replace('.png', '')}`, readFileSync(join(folder, name)));
    }
    const { stdout } = await promisify(execFile)('pdftotext', [file, '-']);
    return stdout.replaceAll(/\s/g, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

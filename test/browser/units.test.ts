import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { findBarriers, hasBrowser, waitUntilStill } from '../support/browser.ts';
import { buildCounty } from '../support/build-units.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;
const units = `名称,简称,类别,层级,上级单位,责任机关
清河县水利局,县水利,部门,县级,清河县人民政府,
塘溪水利站,,派驻机构,乡镇级,清河县水利局,
塘溪镇执法队,,受委托组织,乡镇级,塘溪镇,没有这个局
`;
const powers = `单位,执法事项,依据,权限来源
桥头镇,对占用道路摆摊的处罚,《清河县市容办法》第三条,赋权
清河县市场监督管理局,对无照经营的处罚,《清河县经营办法》第五条,法定
`;
const register = '执法证号,单位,有效期至\n33010001,桥头镇,2099-06-30\n33010002,桥头镇,2025-06-30\n';

here('the page of the organisation', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk({ render: createRender(await createTranslate()) });
    place.desk.data.units = buildCounty();
    place.desk.addAccount();
  }, 120_000);
  afterAll(() => place.stop());

  async function open(viewport = { width: 1440, height: 900 }) {
    const seat = await sitDown(place.browser, place.desk, 'wang', { viewport });
    const { page } = seat;
    const bring = async (tab: string, text: string, expected: string) => {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('button', { name: '导入', exact: true }).click();
      await page
        .getByLabel('选择文件')
        .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await page.getByText(expected).waitFor();
    };
    const take = async () => {
      await page.getByRole('button', { name: /^导入没有问题的/ }).click();
      await page.getByText('已导入').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    };
    return { ...seat, bring, take };
  }

  test('is walked by the keys of a tree, and a unit is added under another', async () => {
    const { page, goTo, errors, leave } = await open();
    await goTo('units');
    const line = (name: string) => page.getByRole('treeitem', { name });
    await line('云岭市人民政府').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByRole('treeitem', { name: '清河县人民政府' }).count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await line('清河县人民政府').waitFor();
    await line('桥头镇综合行政执法队').click();
    await page.getByRole('heading', { name: '桥头镇综合行政执法队' }).waitFor();
    await page.getByText('清单上没有这个单位的执法事项').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'units');

    await line('塘溪镇').click();
    await page.getByRole('button', { name: '新增单位' }).click();
    await page.getByLabel('名称', { exact: true }).fill('塘溪镇综合行政执法队');
    await waitUntilStill(page);
    await page.getByRole('combobox', { name: '类别' }).press('Enter');
    await page.getByRole('option', { name: '赋权或授权组织' }).click();
    await page.getByRole('button', { name: '保存' }).click();
    await line('塘溪镇综合行政执法队').waitFor();
    expect(place.desk.data.units.at(-1)).toMatchObject({ kind: 'empowered', parentId: 'tangxi' });
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);

  test('says which field of a unit cannot stand', async () => {
    const { page, goTo, errors, leave } = await open();
    await goTo('units');
    await page.getByRole('button', { name: '新增单位' }).click();
    await page.getByLabel('名称', { exact: true }).fill('桥头镇');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('名称：已有同名单位').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'unit-dialog');
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);

  test('takes lists in after showing each cell that is wrong', async () => {
    const { page, goTo, errors, bring, take, leave } = await open();
    await goTo('units');
    await bring('执法主体', units, '新增 2，修改 0，不变 0，移出 0，有问题 1');
    await page.getByText('第 4 行，责任机关：没有这个单位').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'unit-import');
    await take();
    await page.getByRole('treeitem', { name: '塘溪水利站' }).waitFor();

    await bring('执法事项', powers, '新增 2，修改 0');
    await take();
    await page.getByLabel('查找执法事项、依据或单位').fill('无照');
    await page.getByText('找到 1 项').waitFor();
    await page.getByRole('cell', { name: '清河县市场监督管理局' }).waitFor();
    await takePicture(page, 'unit-powers');

    await bring('执法证件', register, '新增 2，修改 0');
    await take();
    await page.getByLabel('执法证号').fill('3301 0001');
    await page.keyboard.press('Enter');
    await page.getByText('有效，属于 桥头镇，至 2099-06-30').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'unit-certificate');
    await page.getByRole('tab', { name: '执法主体' }).click();
    await page.getByRole('treeitem', { name: /^.?桥头镇乡镇街道|桥头镇 乡镇街道/ }).click();
    await page.getByText('尾号 0002').waitFor();
    await page.getByRole('button', { name: '移出「尾号 0002」' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '移出' }).click();
    await page.getByText('尾号 0002', { exact: true }).waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await leave();
  }, 90_000);

  test('names who answers in a ticket from the words, and warns of a matter outside the list', async () => {
    const { number } = await place.desk.fileTicket({
      facts: {
        story: '镇里的人说我无照经营，要处罚。',
        actingUnit: '桥头镇',
        officer: '证号 33010001',
      },
    });
    const { page, goTo, errors, leave } = await open();
    await goTo(`tickets/${number}`);
    await page.getByText('按原话像是「桥头镇」').waitFor();
    await page.getByText('执法事项清单上没有相近的事项').waitFor();
    await page.getByText('这件事绕开 桥头镇 及其司法所，由 清河县司法局 办理').waitFor();
    await page.getByText('执法证有效，属于 桥头镇').waitFor();
    await page.getByRole('button', { name: '采用「桥头镇」' }).click();
    await page.getByText('按原话像是').waitFor({ state: 'detached' });
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'respondent');
    const [ticket] = (await place.desk.listTickets()).filter((one) => one.number === number);
    expect(ticket?.respondent).toEqual({
      actingUnitId: 'qiaotou',
      responsibleOrganId: 'qiaotou',
    });
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);

  test('is read on a phone', async () => {
    const { page, goTo, errors, leave } = await open({ width: 390, height: 844 });
    await goTo('units');
    await page.getByRole('treeitem', { name: '清河县城市管理局' }).click();
    await page.getByRole('heading', { name: '清河县城市管理局' }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'units-phone');
    expect(errors).toEqual([]);
    await leave();
  }, 60_000);
});

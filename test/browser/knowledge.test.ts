import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { alertEntry } from '../../knowledge/index.ts';
import { createKnowledgeStore } from '../../platform/mongo/index.ts';
import {
  findBarriers,
  hasBrowser,
  launchBrowser,
  openPhone,
  watchErrors,
} from '../support/browser.ts';
import { createChatPhone } from '../support/chat-phone.ts';
import { openDesk, signInOnPage } from '../support/console-page.ts';
import { openKnowledgeHouse, statute, type KnowledgeHouse } from '../support/knowledge-house.ts';
import { takePicture } from '../support/pictures.ts';
import { waitFor } from '../support/wait-for.ts';
import { adminPassword } from '../support/walk-house.ts';

const question = '古桥上能晾衣服吗？';
const answer = '不能。古桥上不得晾衣、摆摊；有人劝您离开时，请配合。';

(hasBrowser() ? describe : describe.skip)('the knowledge base at the console', () => {
  let house: KnowledgeHouse;
  let browser: Browser;
  let desk: Page;
  let errors: readonly string[];

  beforeAll(async () => {
    [house, browser] = await Promise.all([openKnowledgeHouse(), launchBrowser()]);
    desk = await openDesk(browser, house.url);
    desk.setDefaultTimeout(25_000);
    errors = watchErrors(desk);
    await signInOnPage(desk, adminPassword);
    await desk.getByRole('heading', { name: /，您好$/ }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await house.stop();
  }, 60_000);

  const goTo = (path: string) => desk.goto(`${house.url}/admin/${path}`);
  const press = (name: string) => desk.getByRole('button', { name, exact: true }).click();
  const saidDone = () => desk.getByText('已办').first().waitFor();

  test('shows what is to be confirmed, and finds by words', async () => {
    await goTo('knowledge');
    await desk.getByText(/共 \d+ 条/).waitFor();
    const found = desk.getByText(/^符合条件/);
    const all = await found.innerText();
    await takePicture(desk, 'knowledge-list');
    await desk.getByLabel('查找问题或答案').fill('听证');
    await desk.keyboard.press('Enter');
    await waitFor(async () => (await found.innerText()) !== all);
    expect(await desk.locator('main tbody').innerText()).toContain('听证');
  });

  test('an entry is written with its citations, seen as people will get it, confirmed and published', async () => {
    await goTo('knowledge/new');
    await desk.getByLabel('问题', { exact: true }).fill(question);
    await desk.locator('#entry-similar').fill('桥上晒被子行不行');
    await desk.keyboard.press('Enter');
    await desk.getByLabel('答复', { exact: true }).fill(answer);
    await desk.locator('#entry-cite').fill('桥上晾衣');
    await press('查找');
    const found = desk.getByRole('list', { name: '查找' });
    await found.getByText(`《${statute}》第二条`).waitFor();
    await found.getByRole('button', { name: '引用' }).first().click();
    await desk.locator('.phone').getByText('法条核对至').waitFor();
    await takePicture(desk, 'entry-new');
    await press('保存草稿');
    await desk.getByRole('button', { name: '审核通过' }).click();
    await press('立即发布');
    await desk.locator('.page-head').getByText('已发布').waitFor();
    await takePicture(desk, 'entry-published');
    expect(await findBarriers(desk)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('in the chat it is answered with its citation, in large type too', async () => {
    const page = await openPhone(browser, `${house.url}/chat`);
    const person = createChatPhone(page);
    await page.locator('#options button').first().waitFor();
    const said = await person.say('古桥上能晾衣服吗');
    expect(said).toContain(answer);
    expect(said).toContain(`《${statute}》第二条`);
    expect(said).toContain('法条核对至 2026-11-01');
    await takePicture(page, 'chat-answer');
    await page.getByRole('button', { name: '大字版' }).click();
    await takePicture(page, 'chat-answer-large');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: '标准版' }).click();
    await takePicture(page, 'chat-answer-desk');
    await page.context().close();
  });

  test('a colleague’s change is shown beside what was being written', async () => {
    const id = new URL(desk.url()).pathname.split('/').at(-1) ?? '';
    const path = `/knowledge/entries/${id}`;
    const mine = '不能。古桥上不得晾衣、摆摊，也不要停车。';
    await desk.getByLabel('答复', { exact: true }).fill(mine);
    const { text, version } = (await house.staff.call('GET', path)).body;
    const citations = text.citations.map(({ statute: title, article }: Record<string, string>) => {
      return { statute: title, article };
    });
    const edited = { ...text, citations, answer: answer.replace('请配合', '请听从') };
    await house.staff.call('PUT', path, { version, text: edited });
    await press('保存草稿');
    await desk.getByText('刚刚改过这条内容').waitFor();
    await desk.locator('.el-alert ins').first().waitFor();
    expect(await desk.getByLabel('答复', { exact: true }).inputValue()).toBe(mine);
    await takePicture(desk, 'entry-conflict');
    await press('用我写的覆盖');
    await press('保存草稿');
    await desk.getByRole('button', { name: '看改动' }).first().waitFor();
    await desk.getByRole('button', { name: '看改动' }).first().click();
    await desk.locator('.diff ins').first().waitFor();
    await takePicture(desk, 'entry-versions');
  });

  test('once it is published those who got the old answer may be told, each once', async () => {
    await press('审核通过');
    await press('立即发布');
    await desk.getByText('已有 1 人收到过旧答复').waitFor();
    await desk.getByRole('alert').getByRole('button', { name: '更正已发出的答复' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByLabel('更正的话').fill('古桥上也不要停车。');
    await dialog.getByText('更正：我们之前对').waitFor();
    await takePicture(desk, 'recall-dialog');
    expect(await findBarriers(desk)).toEqual([]);
    await dialog.getByRole('button', { name: '发给 1 人' }).click();
    await desk.getByText('更正已发出', { exact: true }).waitFor();
    await goTo('knowledge/recalls');
    await desk.getByText('告知 1 人').waitFor();
    await takePicture(desk, 'recalls');
  });

  test('what would spoil a golden question is refused in words', async () => {
    const id = `e-${randomUUID()}`;
    const golden = { id: `g-${randomUUID()}`, question: '月亮归谁管', expects: { kind: 'silent' } };
    await house.staff.call('POST', '/knowledge/golden', golden);
    const text = {
      kind: 'question',
      area: 'other',
      audience: 'public',
      question: '月亮归谁管',
      similar: [],
      answer: '月亮归天上管。',
      citations: [],
    };
    await house.staff.call('POST', '/knowledge/entries', { id, text });
    await goTo(`knowledge/${id}`);
    await press('审核通过');
    await press('立即发布');
    await desk.getByText('这样改会让下面的评测题答错').waitFor();
    expect(await desk.locator('.el-alert--error').innerText()).toContain('月亮归谁管');
    await takePicture(desk, 'golden-harm');
  });

  test('the queue is worked off by keyboard, one after the other', async () => {
    await goTo('knowledge/review');
    await desk.getByText(/待本单位确认 \d+/).click();
    await desk.locator('.item h2').waitFor();
    const first = await desk.locator('.item h2').innerText();
    await takePicture(desk, 'review-queue');
    await desk.locator('h1').click();
    await desk.keyboard.press('j');
    await desk.getByText(/^2 \/ /).waitFor();
    await desk.keyboard.press('k');
    await desk.keyboard.press('a');
    await saidDone();
    await waitFor(async () => (await desk.locator('.item h2').innerText()) !== first);
    expect(await findBarriers(desk)).toEqual([]);
  });

  test('a changed law stands in the queue with what changed, until an editor has looked', async () => {
    const store = createKnowledgeStore(house.database);
    const { items } = (
      await house.staff.call('GET', `/knowledge?query=${encodeURIComponent('古桥')}`)
    ).body;
    const entry = await store.find(items[0].id);
    if (entry === undefined) throw new Error('the entry is gone');
    const citation = { statute, article: '4' };
    const alerted = alertEntry(entry, { kind: 'statute_changed', citation, at: new Date() });
    if (alerted === undefined || !(await store.save(alerted))) throw new Error('no alert was kept');
    await goTo('knowledge/review');
    await desk.getByText(/法条有变 1/).click();
    await desk.locator('.alert ins').getByText('不听的').waitFor();
    await takePicture(desk, 'review-alert');
    await desk.locator('h1').click();
    await desk.keyboard.press('a');
    await desk.getByText('都办完了').waitFor();
    expect((await store.find(entry.id))?.alerts).toEqual([]);
  });

  test('unanswered questions become an entry, or are set aside', async () => {
    await goTo('knowledge/unanswered');
    await desk.getByText('3 人次').waitFor();
    await desk.getByRole('button', { name: '用已有的回答' }).nth(1).click();
    await takePicture(desk, 'unanswered');
    expect(await findBarriers(desk)).toEqual([]);
    await desk
      .locator('li', { hasText: '猫丢了怎么办' })
      .getByRole('button', { name: '搁置' })
      .click();
    await desk.getByText('共 4 个，2 组').waitFor();
    await desk.getByRole('button', { name: '写一条' }).first().click();
    await desk.getByText('养老院收费涨得太高找谁管').waitFor();
    await desk.getByLabel('答复', { exact: true }).fill('请向民政部门反映。');
    await press('保存草稿');
    await desk.getByText('草稿已保存').waitFor();
    await goTo('knowledge/unanswered');
    await desk.getByText('共 1 个，1 组').waitFor();
  });

  test('the reply to a consultation becomes an entry that names nobody', async () => {
    const filed = await house.staff.call('POST', '/tickets', {
      key: randomUUID(),
      kind: 'consultation',
      source: 'call',
      openness: 'confidential',
      facts: { story: '我叫赵大山，电话13900001111，桥上能不能摆摊？' },
    });
    const { number } = filed.body;
    await house.staff.act(number, 'answer', { values: { text: '赵大山您好，桥上不能摆摊。' } });
    await goTo(`tickets/${number}`);
    await press('做成知识');
    await desk.getByText('已去掉姓名、电话').waitFor();
    const written = await desk.getByLabel('答复', { exact: true }).inputValue();
    expect(written).toContain('桥上不能摆摊');
    const asked = await desk.getByLabel('问题', { exact: true }).inputValue();
    expect(asked + written).not.toMatch(/赵大山|139/);
    await takePicture(desk, 'entry-proposed');
    await press('保存草稿');
    await desk.getByText('草稿已保存').waitFor();
  });

  test('a guide shows its steps as a flow chart', async () => {
    await goTo('knowledge/new');
    await desk.getByLabel('问题', { exact: true }).fill('检查古桥怎么做？');
    await desk.getByLabel('答复', { exact: true }).fill('按流程图办。');
    await desk.locator('.el-select', { has: desk.locator('#entry-kind') }).click();
    await desk.getByRole('option', { name: '执法指引' }).click();
    for (const [at, step] of ['出示证件', '看桥面有没有裂缝', '封桥并上报', '记入台账'].entries()) {
      await press('加一步');
      await desk.getByLabel(`第 ${at + 1} 步`).fill(step);
    }
    await desk.getByRole('button', { name: '加一个去向' }).nth(1).click();
    await desk.getByLabel('什么情况下').nth(1).fill('有裂缝');
    await desk.getByLabel('什么情况下').nth(2).fill('完好');
    await desk.getByRole('img', { name: /流程图/ }).waitFor();
    await desk.mouse.move(600, 400);
    await desk.mouse.wheel(0, 2000);
    await takePicture(desk, 'guide-chart');
    await press('保存草稿');
    await desk.getByText('草稿已保存').waitFor();
    expect(errors).toEqual([]);
  });

  test('golden questions are tried on request, and the hit rate is drawn over time', async () => {
    await goTo('knowledge/evaluation');
    await press('现在评测');
    await desk.getByText(/正在评测/).waitFor();
    await takePicture(desk, 'evaluation-running');
    await desk.getByText(/正在评测/).waitFor({ state: 'detached', timeout: 30_000 });
    await desk.locator('.verdict').first().waitFor();
    await waitFor(async () => (await desk.locator('.chart path').count()) > 3);
    await takePicture(desk, 'evaluation');
    await desk.locator('#golden-title').scrollIntoViewIfNeeded();
    await takePicture(desk, 'evaluation-golden');
    expect(await findBarriers(desk)).toEqual([]);
  });

  test('a statute’s versions are compared word by word, with the entries that cite them', async () => {
    await goTo('knowledge/statutes');
    await desk.getByRole('button', { name: new RegExp(statute) }).click();
    await takePicture(desk, 'statutes');
    await press('比较版本');
    const dialog = desk.getByRole('dialog');
    await dialog.locator('ins').first().waitFor();
    await takePicture(desk, 'statutes-compare');
    expect(await findBarriers(desk)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('every page fits a telephone', async () => {
    await desk.setViewportSize({ width: 390, height: 844 });
    const { items } = (await house.staff.call('GET', '/knowledge?query=%E5%8F%A4%E6%A1%A5')).body;
    const pages = [
      '',
      '/review',
      '/unanswered',
      '/evaluation',
      '/recalls',
      '/statutes',
      `/${items[0].id}`,
    ];
    for (const path of pages) {
      await goTo(`knowledge${path}`);
      await desk.locator('main h1').waitFor();
      await desk.locator('main [aria-busy=true]').waitFor({ state: 'detached' });
      const overflow = await desk.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([path, overflow]).toEqual([path, 0]);
      expect([path, await findBarriers(desk)]).toEqual([path, []]);
      await takePicture(desk, `phone-knowledge${path.replace('/', '-').slice(0, 14)}`);
    }
    expect(errors).toEqual([]);
  }, 60_000);
});

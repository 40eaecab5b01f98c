import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findBarriers, hasBrowser, waitUntilStill } from '../support/browser.ts';
import { giveEvidence, loseMedia } from '../support/give-evidence.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };

const findEvidence = (page: Page) => page.getByRole('region', { name: '证据' });
const findFile = (page: Page, name: string) =>
  findEvidence(page).getByRole('listitem').filter({ hasText: name });
const measureOverflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - innerWidth');

here('evidence in the console', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount({ roles: ['handler'] });
  }, 120_000);
  afterAll(() => place.stop());

  const readBoxes = (id: string) =>
    place.desk.data.evidence.find((file) => file.id === id)?.boxes ?? [];

  test.each([
    ['desktop', { viewport: { width: 1440, height: 900 } }],
    ['phone', phone],
  ] as const)('is shown with its state, its faults and its hash on a %s', async (name, options) => {
    const { number, sha256 } = await giveEvidence(place.desk);
    const { page, goTo, errors, leave } = await sitDown(place.browser, place.desk, 'wang', options);
    await goTo(`tickets/${number}`);
    await findEvidence(page).scrollIntoViewIfNeeded();
    const paper = findFile(page, '告知书.jpg');
    await paper.getByText('太模糊').waitFor();
    expect(await paper.getByRole('img').getAttribute('alt')).toBe('告知书.jpg');
    await paper.getByRole('button', { name: /指纹/ }).click();
    await paper.getByText(sha256).waitFor();
    await findEvidence(page).getByText('还没有取到，正在重试').waitFor();
    await findEvidence(page).getByText('没有取到，已请当事人重发').waitFor();
    const talk = page.getByRole('log');
    expect(await talk.getByRole('img').count()).toBe(1);
    await talk.getByText('语音 · 昨天下午来的').waitFor();
    await talk.getByText('图片 · 没有取到，已请当事人重发').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
    await talk.scrollIntoViewIfNeeded();
    await takePicture(page, `evidence-talk-${name}`);
    await paper.scrollIntoViewIfNeeded();
    await takePicture(page, `evidence-${name}`);
    expect(errors).toEqual([]);
    await leave();
  });

  test('is covered by boxes that are drawn and removed', async () => {
    const { number, paperId } = await giveEvidence(place.desk);
    const { page, goTo, errors, leave } = await sitDown(place.browser, place.desk, 'wang');
    await goTo(`tickets/${number}`);
    await findFile(page, '告知书.jpg').getByRole('button', { name: '遮盖' }).click();
    const dialog = page.getByRole('dialog');
    const picture = await waitForPicture(page);
    await drawBox(page, picture, [0.2, 0.2], [0.6, 0.3]);
    await drawBox(page, picture, [0.5, 0.7], [0.8, 0.8]);
    await drawBox(page, picture, [0.1, 0.1], [0.101, 0.101]);
    expect(await dialog.getByRole('listitem').count()).toBe(2);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'evidence-boxes');
    await dialog.getByRole('listitem').nth(1).getByRole('button', { name: '去掉' }).click();
    await dialog.getByRole('button', { name: /保存/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    const [box, ...others] = readBoxes(paperId);
    expect(others).toEqual([]);
    for (const [side, share] of [
      ['left', 0.2],
      ['top', 0.2],
      ['width', 0.4],
      ['height', 0.1],
    ] as const) {
      expect(box?.[side]).toBeCloseTo(share, 2);
    }
    await findFile(page, '告知书.jpg').getByText('已遮盖 1 处').waitFor();
    expect(errors).toEqual([]);
    await leave();
  });

  test('is covered, and the boxes moved, with the keyboard alone', async () => {
    const { number, paperId } = await giveEvidence(place.desk);
    const { page, goTo, errors, leave } = await sitDown(place.browser, place.desk, 'wang');
    await goTo(`tickets/${number}`);
    await findFile(page, '告知书.jpg').getByRole('button', { name: '遮盖' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await waitForPicture(page);
    const add = dialog.getByRole('button', { name: '加一个方框' });
    await add.press('Enter');
    await add.press('Enter');
    const left = dialog.getByRole('spinbutton', { name: '1 左 %' });
    await left.fill('10');
    await left.press('Tab');
    const width = dialog.getByRole('spinbutton', { name: '1 宽 %' });
    await width.press('ArrowUp');
    await dialog.getByRole('button', { name: '去掉' }).nth(1).press('Enter');
    await dialog.getByRole('button', { name: /保存/ }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(readBoxes(paperId)).toEqual([{ left: 0.1, top: 0.4, width: 0.21, height: 0.2 }]);
    expect(errors).toEqual([]);
    await leave();
  });

  test('is covered on a telephone, and nothing lies beyond the screen', async () => {
    const { number } = await giveEvidence(place.desk);
    const { page, goTo, leave } = await sitDown(place.browser, place.desk, 'wang', phone);
    await goTo(`tickets/${number}`);
    await findFile(page, '告知书.jpg').getByRole('button', { name: '遮盖' }).click();
    await drawBox(page, await waitForPicture(page), [0.2, 0.2], [0.6, 0.3]);
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'evidence-boxes-phone');
    await leave();
  });

  test('as received opens only for a reason, which is written down', async () => {
    const { number, voiceId } = await giveEvidence(place.desk);
    const { page, goTo, errors, leave } = await sitDown(place.browser, place.desk, 'wang');
    await goTo(`tickets/${number}`);
    await findFile(page, '语音.amr').getByRole('button', { name: '打开原件' }).click();
    const dialog = page.getByRole('dialog');
    const open = dialog.getByRole('button', { name: '打开原件' });
    expect(await open.isDisabled()).toBe(true);
    await dialog.getByLabel('查看原因').fill('核对语音里说的日期');
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'evidence-original');
    await dialog.getByLabel('查看原因').press('Enter');
    await dialog.getByRole('link', { name: /保存/ }).waitFor();
    await takePicture(page, 'evidence-original-open');
    expect(place.desk.data.audit.at(-1)).toMatchObject({
      action: 'file.original',
      object: voiceId,
      reason: '核对语音里说的日期',
    });
    expect(errors).toEqual([]);
    await leave();
  });

  test.each([
    ['desktop', { viewport: { width: 1440, height: 900 } }],
    ['phone', phone],
  ] as const)('that its platform did not give is fetched again on a %s', async (name, options) => {
    const { desk, browser } = place;
    desk.data.inbox.clear();
    const lost = loseMedia(desk, 'failed');
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang', options);
    await goTo('stuck');
    const section = page.getByRole('region', { name: '没有取到的材料' });
    await section.scrollIntoViewIfNeeded();
    await section.getByText('已试 104 次').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
    await takePicture(page, `evidence-lost-${name}`);
    await section.getByRole('button', { name: '重新处理' }).click();
    await section.getByRole('button').waitFor({ state: 'detached' });
    expect(desk.data.rings.at(-1)).toEqual({ kind: 'media', id: lost.id });
    expect(errors).toEqual([]);
    await leave();
  });
});

type Frame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Where the picture of the editor is, once it is there. */
async function waitForPicture(page: Page): Promise<Frame> {
  const picture = page.getByRole('dialog').getByRole('img', { name: '告知书.jpg' });
  await picture.waitFor();
  await page.waitForFunction("document.querySelector('.el-dialog img')?.complete");
  // The dialog moves in.
  await waitUntilStill(page);
  const frame = await picture.boundingBox();
  if (frame === null) throw new Error('no picture to draw on');
  return frame;
}

/** From one place to another, as shares of the picture. */
async function drawBox(
  page: Page,
  { x, y, width, height }: Frame,
  [fromX, fromY]: readonly [number, number],
  [toX, toY]: readonly [number, number],
): Promise<void> {
  await page.mouse.move(x + width * fromX, y + height * fromY);
  await page.mouse.down();
  await page.mouse.move(x + width * toX, y + height * toY, { steps: 4 });
  await page.mouse.up();
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { buildSortingModel, modelBytes } from '../support/build-sorting.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';

const here = hasBrowser() ? describe : describe.skip;

here('sorting', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount({ roles: ['intake_clerk', 'section_head'] });
  }, 120_000);
  afterAll(() => place.stop());

  test('takes one key on a new matter, whose area is then shown', async () => {
    const { browser, desk } = place;
    const { number } = await desk.fileTicket({
      facts: { story: '老板拖欠工资两个月，社保也没有交，工地上扬尘很大' },
    });
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('triage');
    await page.getByRole('button', { name: /劳动和社会保障.*Z/ }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'sorting-triage');
    await page.keyboard.press('z');
    await page.locator('.area').getByText('劳动和社会保障').waitFor();
    await expect(desk.ports.ticketing.store.findByNumber(number)).resolves.toMatchObject({
      area: 'labour',
    });
    expect(errors).toEqual([]);
    await leave();
  });

  test('says which model does it, how well, and lets another be chosen', async () => {
    const { browser, desk } = place;
    const { store } = desk.data.sorting;
    for (const version of [1, 2]) {
      const model = buildSortingModel({ id: `area-${version}`, version });
      await store.insert(model, modelBytes);
    }
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'wang');
    await goTo('sorting');
    await page.getByText('第 2 版：实际与建议对照').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'sorting-models');
    await page.getByRole('button', { name: '用这一版' }).click();
    await page.getByText('第 1 版：实际与建议对照').waitFor();
    expect(await store.findChoice('area')).toEqual({ kind: 'model', id: 'area-1' });
    expect(errors).toEqual([]);
    await leave();
  });
});

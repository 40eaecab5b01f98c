import type { Browser, BrowserContextOptions } from 'playwright-core';
import { consolePolicy, type AdminPorts } from '../../admin/index.ts';
import { createPage } from '../../platform/http/index.ts';
import { buildPage, launchBrowser, watchErrors } from './browser.ts';
import { buildDesk, type Desk, deskPassword } from './build-desk.ts';

/** The desk with its console as built now, and a browser. */
export async function serveDesk(more: Partial<AdminPorts> = {}) {
  const [built, browser] = await Promise.all([
    buildPage('admin/console/vite.config.ts'),
    launchBrowser(),
  ]);
  const desk = await buildDesk({
    more,
    decorate: (app) =>
      app.use(createPage({ prefix: '/admin', folder: built.folder, csp: consolePolicy })),
  });
  desk.data.now = new Date();
  return {
    desk,
    browser,
    stop: async () => {
      await browser.close();
      await desk.stop();
      await built.remove();
    },
  };
}

/** A member of staff at their own machine, signed in through the page. */
export async function sitDown(
  browser: Browser,
  desk: Desk,
  username: string,
  options: BrowserContextOptions = { viewport: { width: 1440, height: 900 } },
) {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  // Below the test's own limit, so that a failure names the step.
  page.setDefaultTimeout(10_000);
  const errors = watchErrors(page);
  await page.goto(`${desk.url}/admin/`);
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码').fill(deskPassword);
  await page.keyboard.press('Enter');
  await page.locator('#nav').waitFor({ state: 'attached' });
  return {
    page,
    errors,
    goTo: (path: string) => page.goto(`${desk.url}/admin/${path}`),
    leave: () => context.close(),
  };
}

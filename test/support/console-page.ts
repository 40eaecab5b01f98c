import type { Browser, Page } from 'playwright-core';

/** The console in a profile of its own, at the size of an office's screen. */
export async function openDesk(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  await page.goto(`${url}/admin/`);
  return page;
}

/** Signs in on the page that is open. */
export async function signInOnPage(page: Page, password: string): Promise<void> {
  await page.getByLabel('账号').fill('admin');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

/** The first sign-in of all: with the generated password, then with one's own. */
export async function signInAsFirstUser(page: Page, generated: string, own: string): Promise<void> {
  await signInOnPage(page, generated);
  await page.getByText('首次登录').waitFor();
  await page.getByLabel('当前密码').fill(generated);
  await page.getByLabel('新密码', { exact: true }).fill(own);
  await page.getByLabel('再输一次新密码').fill(own);
  await page.getByRole('button', { name: '设置密码' }).click();
  await page.getByRole('heading', { name: /，您好$/ }).waitFor();
}

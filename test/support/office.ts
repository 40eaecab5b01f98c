import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../people/index.ts';
import { watchErrors } from './browser.ts';
import { signInStaff } from './staff-client.ts';

const firstPassword = 'First-day-2026-of-all';
const ownPassword = 'Own-words-2026-for-me';

export type Colleague = {
  readonly name: string;
  readonly roles: readonly Role[];
  /** The unit that the account answers for. */
  readonly unit?: string;
};

type NewUnit = { readonly name: string; readonly kind: string; readonly level: string };

/** Makes units and colleagues over the API, as an administrator would on the first day; answers the units' ids. */
export async function openOffice(
  url: string,
  adminPassword: string,
  units: Readonly<Record<string, NewUnit & { readonly parent?: string }>>,
  colleagues: Readonly<Record<string, Colleague>>,
): Promise<ReadonlyMap<string, string>> {
  const admin = await signInStaff(url, 'admin', adminPassword);
  const ids = new Map<string, string>();
  for (const [key, { parent, ...unit }] of Object.entries(units)) {
    const parentId = parent && ids.get(parent);
    const facts = { aliases: [], areas: [], ...unit, ...(parentId && { parentId }) };
    ids.set(key, (await expectMade(admin.call('POST', '/units', facts))).id);
  }
  for (const [username, { unit, ...account }] of Object.entries(colleagues)) {
    const unitId = unit && ids.get(unit);
    const body = { username, ...account, password: firstPassword, ...(unitId && { unitId }) };
    await expectMade(admin.call('POST', '/accounts', body));
    const own = await signInStaff(url, username, firstPassword);
    await own.call('POST', '/session/password', { current: firstPassword, next: ownPassword });
  }
  return ids;
}

async function expectMade(
  answer: ReturnType<Awaited<ReturnType<typeof signInStaff>>['call']>,
): Promise<{ readonly id: string }> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status} ${JSON.stringify(body)}`);
  return body;
}

/** A colleague at a machine of their own, signed in through the page. */
export async function sitAtDesk(
  browser: Browser,
  url: string,
  username: string,
  options: BrowserContextOptions = { viewport: { width: 1440, height: 900 } },
) {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...options,
  });
  const page: Page = await context.newPage();
  page.setDefaultTimeout(25_000);
  const errors = watchErrors(page);
  await page.goto(`${url}/admin/`);
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码').fill(ownPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('#nav').waitFor({ state: 'attached' });
  return {
    page,
    errors,
    goTo: (path: string) => page.goto(`${url}/admin/${path}`),
    leave: () => context.close(),
  };
}

export type DeskSeat = Awaited<ReturnType<typeof sitAtDesk>>;

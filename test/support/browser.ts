import { accessSync, constants, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** True when there is a browser to test with. Without one the suite says so loudly, and fails in CI. */
export function hasBrowser(): boolean {
  try {
    accessSync(executablePath, constants.X_OK);
    return true;
  } catch {
    const message = `no chromium at ${executablePath}: the browser tests cannot run`;
    if (process.env['CI'] !== undefined) throw new Error(message);
    process.stderr.write(`\n*** ${message} ***\n\n`);
    return false;
  }
}

/** The suites need the pages as they are served: `npm run build` makes them. */
export function hasBuiltPage(folder: string): boolean {
  if (existsSync(`${folder}/index.html`)) return true;
  throw new Error(`${folder} is not built: run npm run build first`);
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of phone size in a profile of its own. */
export async function openPhone(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'America/New_York',
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** What axe-core finds on the page that is serious or critical, each as one readable line. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const source = await readFile(path, 'utf8');
  // Through the debugger, so that the page's own policy against foreign scripts stays in force.
  await page.evaluate(source);
  const found: unknown = await page.evaluate(
    `axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
  );
  return Array.isArray(found) ? found.map(String) : [];
}

import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

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

/** A page built of the sources as they are now, in a folder of its own; `remove` takes it away. */
export async function buildPage(
  configFile: string,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'duxin-page-'));
  const vite = createRequire(import.meta.url).resolve('vite/package.json');
  const command = [join(dirname(vite), 'bin/vite.js'), 'build', '-c', configFile];
  const options = ['--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, [...command, ...options]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
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

/** The width of a picture's own pixels, once it has come whole; it stands on the page before that. */
export async function readPictureWidth(picture: Locator): Promise<number> {
  return picture.evaluate(async (image) => {
    await Reflect.apply(Reflect.get(image, 'decode'), image, []);
    return Number(Reflect.get(image, 'naturalWidth'));
  });
}

/** What the page complained of: script errors and what its policy refused. */
export function watchErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) errors.push(message.text());
  });
  return errors;
}

/**
 * Waits until what moves on the page came to rest, as people do: a dialog that still opens may swallow a
 * choice. What never ends is not waited for.
 */
export async function waitUntilStill(page: Page): Promise<void> {
  await page.evaluate(
    `Promise.all(document.getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
      .map((one) => one.finished.catch(() => undefined)))`,
  );
}

/** What axe-core finds on the page that is serious or critical, each as one readable line. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const source = await readFile(path, 'utf8');
  // Through the debugger, so that the page's own policy against foreign scripts stays in force.
  await page.evaluate(source);
  // Half faded in, every colour is too weak.
  await waitUntilStill(page);
  const found: unknown = await page.evaluate(
    `axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
  );
  return Array.isArray(found) ? found.map(String) : [];
}

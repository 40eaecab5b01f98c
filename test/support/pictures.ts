import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps a picture of the page for human eyes in the folder PICTURES_DIR; without that variable does nothing. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES_DIR'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  // Element Plus moves things in; the eye wants them at rest.
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Keeps a picture that was made elsewhere, of a printed page say, in the same folder. */
export function keepPicture(name: string, png: Uint8Array): void {
  const folder = process.env['PICTURES_DIR'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), png);
}

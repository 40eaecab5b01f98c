import type { Page } from 'playwright-core';
import { waitUntilStill } from './browser.ts';

/** Answers the dialog that asks how a matter is verified: from the files. */
export async function chooseFiles(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ hasText: '怎样核实' });
  await dialog.waitFor();
  await waitUntilStill(page);
  await dialog.locator('.el-select').click();
  await page.getByRole('option', { name: /书面核实/ }).click();
  await dialog.getByRole('button', { name: '确认转入问题核实' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

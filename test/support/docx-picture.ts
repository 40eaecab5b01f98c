import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';

const require = createRequire(import.meta.url);
const library = require.resolve('docx-preview');
/** What it unpacks with, as it finds it. */
const unzip = createRequire(library).resolve('jszip');

/** What docx-preview makes of a DOCX in a browser: its words, what of it is red, and a picture. */
export async function viewDocx(browser: Browser, bytes: Buffer) {
  const page = await browser.newPage({ viewport: { width: 860, height: 1180 } });
  try {
    await page.setContent('<main></main>');
    await page.addScriptTag({ path: join(dirname(unzip), '../dist/jszip.min.js') });
    await page.addScriptTag({
      path: join(dirname(library), 'docx-preview.min.js'),
    });
    const data = JSON.stringify(bytes.toString('base64'));
    const seen: unknown = await page.evaluate(`(async () => {
      const bytes = Uint8Array.from(atob(${data}), (letter) => letter.charCodeAt(0));
      const main = document.querySelector('main');
      await docx.renderAsync(new Blob([bytes]), main);
      const isRed = (node) => getComputedStyle(node).color === 'rgb(230, 0, 18)';
      return {
        text: main.innerText,
        red: [...main.querySelectorAll('span')].filter(isRed).map((node) => node.innerText),
        width: main.querySelector('section').getBoundingClientRect().width,
      };
    })()`);
    return { seen, picture: await page.screenshot({ fullPage: true }) };
  } finally {
    await page.close();
  }
}

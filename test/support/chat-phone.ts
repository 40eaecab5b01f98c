import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { toListenMs, waitFor } from './wait-for.ts';

/** An answer may be several lines: it is whole when nothing more came for this long. */
const quietMs = 400;

/** A photograph as a telephone takes it: wide, and heavy enough to be worth a working copy. */
export async function buildPhoto(): Promise<{
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}> {
  const drawing = `<svg width="1200" height="900">
    <rect width="1200" height="900" fill="#cfe0ee"/><rect y="600" width="1200" height="300" fill="#8d8a84"/>
    <rect x="160" y="260" width="620" height="400" fill="#b5482f"/><rect x="220" y="330" width="500" height="120" fill="#f4e3c3"/>
    <rect x="860" y="480" width="240" height="180" fill="#5d7a4e"/></svg>`;
  const buffer = await sharp(Buffer.from(drawing)).jpeg().toBuffer();
  return { name: 'stall.jpg', mimeType: 'image/jpeg', buffer };
}

/** A person at the web chat's page: says, chooses, sends pictures and reads what came. */
export function createChatPhone(page: Page) {
  const lines = page.locator('#log .message .bubble');
  const readLines = () => lines.allInnerTexts();

  /** Does something and answers the words that came back to it. */
  async function answerTo(act: () => Promise<void>): Promise<string> {
    const answers = page.locator('#log .message:not(.person) .bubble');
    let count = await answers.count();
    const from = Date.now();
    await act();
    await waitFor(async () => (await answers.count()) > count, 15_000);
    const listenMs = toListenMs(quietMs, Date.now() - from);
    while (count < (count = await answers.count())) await page.waitForTimeout(listenMs);
    return answers.last().innerText();
  }

  return {
    page,
    readLines,
    say: (text: string) =>
      answerTo(async () => {
        await page.getByLabel('写下您要说的话').fill(text);
        await page.getByRole('button', { name: '发送', exact: true }).click();
      }),
    choose: (label: string) =>
      answerTo(() => page.locator('#options').getByRole('button', { name: label }).click()),
    sendPhoto: () =>
      answerTo(async () => {
        await page.setInputFiles('#picture', await buildPhoto());
        await page.getByRole('button', { name: '发送', exact: true }).click();
      }),
    /** How many lines say this. */
    async countLines(words: string): Promise<number> {
      return (await readLines()).filter((line) => line.includes(words)).length;
    },
  };
}

export type ChatPhone = ReturnType<typeof createChatPhone>;

/** The number and the code that a filing told. */
export function readReceipt(words: string): { readonly number: string; readonly code: string } {
  const number = /^工单编号：(\S+)$/m.exec(words)?.[1];
  const code = /^查询码：(\S+)$/m.exec(words)?.[1];
  if (number === undefined || code === undefined) throw new Error(`no receipt in: ${words}`);
  return { number, code };
}

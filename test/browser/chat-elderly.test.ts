import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { InboundMessage } from '../../bot/index.ts';
import {
  buildPage,
  findBarriers,
  hasBrowser,
  launchBrowser,
  openPhone,
} from '../support/browser.ts';
import { buildChatBackstage } from '../support/build-chat-ports.ts';
import { takePicture } from '../support/pictures.ts';
import { serveChat, type ServedChat } from '../support/serve-chat.ts';

const elderly = { kind: 'text', text: '已用长辈模式。' } as const;
const plain = { kind: 'text', text: '已用普通模式。' } as const;

/** A bot that knows the two words of the switch; it greets whoever comes. */
function answer({ content }: InboundMessage) {
  if (content.kind !== 'text') return [{ content: { kind: 'text' as const, text: '您好。' } }];
  if (content.text === '普通模式') return [{ content: plain, manner: 'plain' as const }];
  return [{ content: elderly, manner: 'elderly' as const }];
}

(hasBrowser() ? describe : describe.skip)('the large type of the chat page', () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;
  let chat: ServedChat;
  let page: Page;
  beforeAll(async () => {
    built = await buildPage('webhooks/web-chat/page/vite.config.ts');
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await built.remove();
  });
  afterEach(async () => {
    await page.context().close();
    await chat.stop();
  });

  async function open(): Promise<void> {
    chat = await serveChat({
      backstage: buildChatBackstage({ answer }),
      pageFolder: built.folder,
    });
    page = await openPhone(browser, `${chat.url}/chat`);
    page.setDefaultTimeout(5000);
    await page.getByText('您好。').waitFor();
  }
  /** The switch names what pressing it would bring. */
  const findSwitch = (name: '大字版' | '标准版') => page.getByRole('button', { name });
  const listSaid = () =>
    chat.backstage.received.flatMap(({ content }) =>
      content.kind === 'text' ? [content.text] : [],
    );
  async function write(text: string): Promise<void> {
    await page.getByLabel('写下您要说的话').fill(text);
    await page.getByLabel('写下您要说的话').press('Enter');
  }

  test('asks the bot for short words when it is switched on, and for plain ones when off', async () => {
    await open();
    await findSwitch('大字版').press('Enter');
    await page.getByText(elderly.text).waitFor();
    await findSwitch('标准版').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'chat-elderly');
    await findSwitch('标准版').press('Enter');
    await page.getByText(plain.text).waitFor();
    await findSwitch('大字版').waitFor();
    expect(listSaid()).toEqual(['长辈模式', '普通模式']);
  });

  test('follows what the person wrote, without saying it again', async () => {
    await open();
    await write('字太小看不清');
    await page.getByText(elderly.text).waitFor();
    await findSwitch('标准版').waitFor();
    await write('普通模式');
    await page.getByText(plain.text).waitFor();
    await findSwitch('大字版').waitFor();
    expect(listSaid()).toEqual(['字太小看不清', '普通模式']);
  });

  test('is there on another device of the same conversation, from its lines alone', async () => {
    await open();
    await write('长辈模式');
    await findSwitch('标准版').waitFor();
    await page.evaluate("localStorage.removeItem('duxin.look.large')");
    await page.reload();
    await page.getByText(elderly.text).waitFor();
    await findSwitch('标准版').waitFor();
    expect(listSaid()).toEqual(['长辈模式']);
  });
});

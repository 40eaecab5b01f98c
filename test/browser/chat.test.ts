import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { InboundMessage } from '../../bot/index.ts';
import {
  buildPage,
  findBarriers,
  hasBrowser,
  launchBrowser,
  openPhone,
  readPictureWidth,
  watchErrors,
} from '../support/browser.ts';
import { buildChatBackstage, type ChatBackstage } from '../support/build-chat-ports.ts';
import { serveChat, type ServedChat } from '../support/serve-chat.ts';

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let chat: ServedChat;
let page: Page;

const say = (text: string) => ({ content: { kind: 'text' as const, text } });

/** A bot that greets with two choices and asks on. */
function answer({ content }: InboundMessage) {
  const choices = ['投诉', '咨询'].map((label) => ({ label, say: label }));
  if (content.kind === 'event') return [{ ...say('您好，请选一项。'), options: choices }];
  if (content.kind === 'image') return [say('图片已收到。')];
  return [say('请问发生了什么？')];
}

async function openChat(backstage: ChatBackstage = buildChatBackstage({ answer })): Promise<void> {
  chat = await serveChat({ backstage, pageFolder: built.folder });
  page = await openPhone(browser, `${chat.url}/chat`);
  await page.getByText('您好，请选一项。').waitFor();
}

const box = () => page.getByLabel('写下您要说的话');
const saidByPerson = () => page.locator('#log .message.person .bubble').allInnerTexts();
const receivedTexts = () =>
  chat.backstage.received.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []));

(hasBrowser() ? describe : describe.skip)('the chat page on a phone', () => {
  beforeAll(async () => {
    built = await buildPage('webhooks/web-chat/page/vite.config.ts');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await built.remove();
  });
  afterEach(async () => {
    await page.context().close();
    await chat.stop();
  });

  it('greets, takes words and choices, and shows each once', async () => {
    await openChat();
    const errors = watchErrors(page);
    await page.getByRole('button', { name: '投诉', exact: true }).click();
    await page.getByText('请问发生了什么？').waitFor();
    await box().fill('城管收走了我的秤');
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await page.locator('#log').getByText('城管收走了我的秤').waitFor();
    expect(await saidByPerson()).toEqual(['投诉', '城管收走了我的秤']);
    expect(receivedTexts()).toEqual(['投诉', '城管收走了我的秤']);
    expect(await page.locator('#unsent').innerText()).toBe('');
    expect(errors).toEqual([]);
  });

  it('makes a link of an address, without the full stop behind it', async () => {
    await openChat();
    await box().fill('See https://duxin.example/progress. 或看 https://duxin.example/chat?p=1。');
    await box().press('Enter');
    const links = page.locator('#log .person a');
    await links.last().waitFor();
    const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(addresses).toEqual(['https://duxin.example/progress', 'https://duxin.example/chat?p=1']);
  });

  it('has no serious barrier, in normal and in large type, and fits the screen in both', async () => {
    await openChat();
    await box().fill('一行很长的话，'.repeat(20));
    await box().press('Enter');
    await page.getByText('请问发生了什么？').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: '大字版' }).click();
    expect(await findBarriers(page)).toEqual([]);
    const overflow = await page.evaluate('document.body.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('keeps large type over a reload, at least a third larger, with room between the lines', async () => {
    await openChat();
    const readStyle = async (): Promise<readonly number[]> => {
      const style = "getComputedStyle(document.querySelector('#log .bubble'))";
      const sizes: unknown = await page.evaluate(`[${style}.fontSize, ${style}.lineHeight]`);
      return Array.isArray(sizes) ? sizes.map((size) => Number.parseFloat(String(size))) : [];
    };
    const [normal = 0] = await readStyle();
    await page.getByRole('button', { name: '大字版' }).click();
    await page.reload();
    await page.getByText('您好，请选一项。').waitFor();
    const [large = 0, lineHeight = 0] = await readStyle();
    expect(large / normal).toBeGreaterThan(1.33);
    expect(lineHeight / large).toBeGreaterThanOrEqual(1.3);
  });

  it('shows everything again after a reload, and a half-written line too', async () => {
    await openChat();
    await box().fill('第一句');
    await box().press('Enter');
    await page.getByText('请问发生了什么？').waitFor();
    await box().fill('还没写完');
    const before = await page.locator('#log .bubble').allInnerTexts();
    await page.reload();
    await page.getByText('请问发生了什么？').waitFor();
    expect(await page.locator('#log .bubble').allInnerTexts()).toEqual(before);
    expect(await box().inputValue()).toBe('还没写完');
    expect(receivedTexts()).toEqual(['第一句']);
  });

  it('sends what was written without a connection once it is back, and nothing twice', async () => {
    await openChat();
    await box().fill('断线之前');
    await box().press('Enter');
    await page.locator('#log').getByText('断线之前').waitFor();
    const { port, backstage } = chat;
    await chat.stop();
    await page.getByText('正在重连').waitFor();
    await box().fill('断线之中');
    await box().press('Enter');
    await page.getByText('等待发送').waitFor();
    chat = await serveChat({ backstage, port, pageFolder: built.folder });
    await page.locator('#log').getByText('断线之中').waitFor();
    await page.getByText('正在重连').waitFor({ state: 'hidden' });
    expect(await saidByPerson()).toEqual(['断线之前', '断线之中']);
    expect(receivedTexts()).toEqual(['断线之前', '断线之中']);
    expect(await page.locator('#unsent').innerText()).toBe('');
  });

  it('sends again what was stored but not acknowledged, over a reload, and it stays one message', async () => {
    await openChat();
    await page.route('**/webhooks/web-chat/events', (route) => route.abort());
    await page.route('**/webhooks/web-chat/messages', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.reload();
    await box().fill('只说一遍');
    await box().press('Enter');
    await page.getByText('等待发送').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.reload();
    await page.locator('#log').getByText('只说一遍').waitFor();
    expect(await saidByPerson()).toEqual(['只说一遍']);
    expect(receivedTexts()).toEqual(['只说一遍']);
    expect(await page.locator('#unsent').innerText()).toBe('');
  });

  it('previews a picture, sends it, shows it in the conversation and large', async () => {
    await openChat();
    const create = { width: 600, height: 400, channels: 3, background: '#4a7' } as const;
    const buffer = await sharp({ create }).png().toBuffer();
    await page.setInputFiles('#picture', { name: 'scale.png', mimeType: 'image/png', buffer });
    await page.getByRole('img', { name: 'scale.png' }).waitFor();
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await page.getByText('图片已收到。').waitFor();
    const shown = page.locator('#log .picture img');
    await shown.waitFor();
    expect(await readPictureWidth(shown)).toBe(600);
    await page.getByRole('button', { name: '您发送的图片' }).click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('#log .picture img').waitFor();
    expect(chat.backstage.received.filter(({ content }) => content.kind === 'image')).toHaveLength(
      1,
    );
  });

  it('says why a file was refused and takes it away when told', async () => {
    await openChat();
    const buffer = Buffer.from('<svg onload=alert(1)></svg>');
    await page.setInputFiles('#picture', { name: 'x.svg', mimeType: 'image/svg+xml', buffer });
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await page.getByText('不支持这种文件').waitFor();
    await page.getByRole('button', { name: '去掉', exact: true }).click();
    expect(await page.locator('#unsent').innerText()).toBe('');
  });

  it('is done by keyboard alone, and Enter while choosing a word sends nothing', async () => {
    await openChat();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('message');
    await page.keyboard.type('键盘');
    await box().dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(receivedTexts()).toEqual([]);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('两行');
    await page.keyboard.press('Enter');
    await page.locator('#log .message.person').waitFor();
    expect(receivedTexts()).toEqual(['键盘\n两行']);
    const order: unknown[] = [];
    await page.reload();
    await page.getByText('请问发生了什么？').waitFor();
    for (let tabs = 0; tabs < 8; tabs += 1) {
      await page.keyboard.press('Tab');
      order.push(await page.evaluate('document.activeElement.id'));
    }
    expect(order).toEqual([
      'skip',
      'large-switch',
      'language',
      'scroller',
      'picture',
      'message',
      'send',
      '',
    ]);
  });

  it('answers a choice by keyboard and leaves the focus in the box', async () => {
    await openChat();
    await page.getByRole('button', { name: '咨询', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#log').getByText('咨询').first().waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('message');
    expect(receivedTexts()).toEqual(['咨询']);
  });

  it('reads out what comes, but not the history', async () => {
    await openChat();
    const log = page.getByRole('log');
    await expect(log.getAttribute('aria-live')).resolves.toBe('polite');
    await page.route('**/webhooks/web-chat/events', (route) => route.abort());
    await page.reload();
    await expect(log.getAttribute('aria-live')).resolves.toBe('off');
  });

  it('shows a notice that comes later without a reload', async () => {
    await openChat();
    const { userId } = chat.backstage.received[0]?.from ?? { userId: '' };
    const conversation = `person-of-${userId}`;
    const content = { kind: 'text', text: '您的投诉已受理。' } as const;
    chat.backstage.append({ id: 'notice-1', conversation, author: 'staff', content });
    chat.backstage.announce(conversation);
    const shown = page.locator('#log .message.staff .bubble');
    await shown.waitFor();
    expect(await shown.innerText()).toBe('您的投诉已受理。');
  });

  it('speaks the three languages', async () => {
    await openChat();
    await page.getByLabel('语言').selectOption('zh-TW');
    await page.getByText('說說您遇到的執法問題').waitFor();
    await page.getByLabel('語言').selectOption('en');
    await page.getByText('Tell us what happened').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });

  it('ends on a shared device: nothing of the conversation is left on it', async () => {
    await openChat();
    await box().fill('不想让别人看见');
    await box().press('Enter');
    await page.locator('#log').getByText('不想让别人看见').waitFor();
    await page.getByRole('button', { name: '结束并清除本机记录' }).click();
    await page.getByRole('button', { name: '结束并清除', exact: true }).click();
    await page.locator('#log').getByText('不想让别人看见').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('您好，请选一项。').waitFor();
    expect(await saidByPerson()).toEqual([]);
    const people = new Set(chat.backstage.received.map(({ from }) => from.userId));
    expect(people.size).toBe(2);
  });

  it('runs under a policy without inline code and keeps the token out of every address', async () => {
    await openChat();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    const response = await page.reload();
    await page.getByText('您好，请选一项。').waitFor();
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const token = await page.evaluate("localStorage.getItem('duxin.chat.token')");
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((address) => address.includes(String(token)))).toEqual([]);
  });
});

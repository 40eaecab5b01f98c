import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { Browser, Frame, Page } from 'playwright-core';
import {
  buildPage,
  hasBrowser,
  launchBrowser,
  openPhone,
  watchErrors,
} from '../support/browser.ts';
import { buildChatBackstage } from '../support/build-chat-ports.ts';
import { serveChat, type ServedChat } from '../support/serve-chat.ts';
import { waitFor } from '../support/wait-for.ts';

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let chat: ServedChat;
let named: Site;
let stranger: Site;

type Site = { readonly url: string; readonly origin: string; readonly server: Server };

/** A site of somebody else, under a policy that lets in nothing but the launcher and its frame. */
async function openSite(chatOrigin: () => string): Promise<Site> {
  const server = createServer((_request, response) => {
    const origin = chatOrigin();
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; script-src ${origin}; frame-src ${origin}`,
    );
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="zh-CN"><title>县政府</title><h1>县政府</h1>` +
        `<script src="${origin}/chat/embed.js" async></script></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return { url: origin, origin, server };
}

/** The launcher's shadow root is closed, so a person's way is by keyboard; the frame is found as a frame. */
async function openByKeyboard(page: Page): Promise<void> {
  await page.locator('duxin-chat').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

async function findChatFrame(page: Page): Promise<Frame> {
  for (;;) {
    const frame = page.frames().find((candidate) => candidate.url() === `${chat.url}/chat`);
    if (frame !== undefined) return frame;
    await page.waitForTimeout(50);
  }
}

(hasBrowser() ? describe : describe.skip)('the launcher on another site', () => {
  beforeAll(async () => {
    built = await buildPage('webhooks/web-chat/page/vite.config.ts');
    browser = await launchBrowser();
    named = await openSite(() => chat.url);
    stranger = await openSite(() => chat.url);
    const backstage = buildChatBackstage({
      answer: ({ content }) =>
        content.kind === 'event' ? [{ content: { kind: 'text', text: '您好。' } }] : [],
    });
    chat = await serveChat({ backstage, pageFolder: built.folder, origins: [named.origin] });
  });
  afterAll(async () => {
    await browser.close();
    await chat.stop();
    named.server.close();
    stranger.server.close();
    await built.remove();
  });

  it('opens the chat in a frame of its own, by keyboard, with its inside closed to the site', async () => {
    const page = await openPhone(browser, named.url);
    const errors = watchErrors(page);
    await openByKeyboard(page);
    const frame = await findChatFrame(page);
    await frame.getByText('您好。').waitFor();
    await frame.getByLabel('写下您要说的话').fill('从县政府网站来');
    await frame.getByLabel('写下您要说的话').press('Enter');
    await frame.locator('#log').getByText('从县政府网站来').waitFor();
    expect(chat.backstage.received.at(-1)?.content).toEqual({
      kind: 'text',
      text: '从县政府网站来',
    });
    expect(await page.evaluate("document.querySelector('duxin-chat').shadowRoot")).toBeNull();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('closes again, and tells of news that came meanwhile', async () => {
    const page = await openPhone(browser, 'about:blank');
    // For this look alone the inside is opened.
    await page.addInitScript(`{
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function () { return attach.call(this, { mode: 'open' }); };
    }`);
    await page.goto(named.url);
    const opener = page.locator('duxin-chat button');
    await opener.click();
    const frame = await findChatFrame(page);
    await frame.getByText('您好。').waitFor();
    await opener.click();
    await page.locator('duxin-chat iframe').waitFor({ state: 'hidden' });
    const { userId } = chat.backstage.received.at(-1)?.from ?? { userId: '' };
    const conversation = `person-of-${userId}`;
    chat.backstage.append({ id: 'n1', conversation, content: { kind: 'text', text: '已受理' } });
    chat.backstage.announce(conversation);
    await page.locator('duxin-chat button.news').waitFor();
    await opener.click();
    await frame.getByText('已受理').waitFor();
    expect(await opener.getAttribute('class')).toBe('open');
    await page.context().close();
  });

  it('shows nothing on a site that is not named', async () => {
    const page = await openPhone(browser, stranger.url);
    const errors = watchErrors(page);
    await openByKeyboard(page);
    await waitFor(() => errors.length > 0);
    expect(errors.join(' ')).toContain('frame-ancestors');
    await page.context().close();
  });
});

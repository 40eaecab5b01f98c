import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createApp, listen } from '../../platform/http/index.ts';
import {
  consentPath,
  createConsentPage,
  createOfficialAccountClient,
} from '../../webhooks/official-account/index.ts';
import {
  buildPage,
  hasBrowser,
  launchBrowser,
  openPhone,
  watchErrors,
} from '../support/browser.ts';
import { findFreePort } from '../support/duxin-process.ts';
import { type FakeWechat, startFakeWechat } from '../support/fake-wechat.ts';
import { takePicture } from '../support/pictures.ts';

const account = { appId: 'wx0123456789abcdef', appSecret: 'app-secret' };
const templateId = 'template-of-consent';
const now = (): Date => new Date();
const fetchNamed = async () => ({ bytes: Buffer.of() });
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** WeChat's script as far as the page uses it: the button is a plain one, the person presses `answer`. */
const wechatScript = `
  let onReady;
  window.wx = {
    config(options) { window.configured = options; setTimeout(() => onReady(), 10); },
    ready(listener) { onReady = listener; },
    error() {},
  };
  window.press = (status) => {
    const button = document.querySelector('wx-open-subscribe');
    const details = JSON.stringify({ [button.getAttribute('template')]: JSON.stringify({ status }) });
    button.dispatchEvent(new CustomEvent('success', { detail: { errMsg: 'ok', subscribeDetails: details } }));
  };`;

let wechat: FakeWechat;
let server: Awaited<ReturnType<typeof listen>>;
let built: Awaited<ReturnType<typeof buildPage>>;
let url: string;

beforeAll(async () => {
  wechat = await startFakeWechat(account);
  built = await buildPage('webhooks/official-account/page/vite.config.ts');
  const options = { ...account, apiBase: wechat.url, fetch, fetchNamed, now };
  const client = createOfficialAccountClient(options);
  const app = createApp({ log: silent });
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  createConsentPage({
    appId: account.appId,
    templateId,
    client,
    publicUrl: url,
    pageFolder: built.folder,
    newNonce: () => 'a-nonce',
    now,
  }).mount(app);
  server = await listen(app, { host: '127.0.0.1', port });
}, 60_000);
afterAll(async () => {
  await server.stop(0);
  await wechat.stop();
  await built.remove();
});

/** As WeChat computes it. */
function isSigned(page: string, given: Readonly<Record<string, unknown>>): boolean {
  const { timestamp, nonceStr, signature } = given;
  const parts = [
    ['jsapi_ticket', wechat.pageTicket()],
    ['noncestr', String(nonceStr)],
    ['timestamp', String(timestamp)],
    ['url', page],
  ];
  const text = parts.map((part) => part.join('=')).join('&');
  return createHash('sha1').update(text).digest('hex') === signature;
}

function askSignature(page: string): Promise<Response> {
  return fetch(`${url}/webhooks/official-account/page-signature`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: page }),
  });
}

describe('the signature', () => {
  it('is the one that WeChat computes, for this page with whatever WeChat adds to its address', async () => {
    const page = `${url}${consentPath}?from=singlemessage`;
    const answer = await (await askSignature(page)).json();
    expect(answer).toMatchObject({ appId: account.appId, templateId });
    expect(isSigned(page, answer)).toBe(true);
  });

  it.each(['https://elsewhere.example/subscribe', 'http://127.0.0.1:1/subscribe', '/progress'])(
    'is refused to another page: %s',
    async (page) => {
      const { status } = await askSignature(new URL(page, url).href);
      expect(status).toBe(403);
    },
  );

  it('takes a fresh token when a stranger made ours stale', async () => {
    wechat.revokeTokens();
    expect((await askSignature(`${url}${consentPath}`)).status).toBe(200);
  });
});

(hasBrowser() ? describe : describe.skip)('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function openIn(script: string): Promise<Page> {
    const page = await openPhone(browser, 'about:blank');
    await page.route('https://res.wx.qq.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    await page.goto(`${url}${consentPath}`);
    return page;
  }

  it('introduces itself to WeChat, and says what the person’s answer means', async () => {
    const page = await openIn(wechatScript);
    const errors = watchErrors(page);
    const button = page.locator(`wx-open-subscribe[template="${templateId}"]`);
    await button.waitFor({ state: 'attached' });
    const configured = await page.evaluate(() => Reflect.get(window, 'configured'));
    expect(configured).toMatchObject({ openTagList: ['wx-open-subscribe'] });
    expect(isSigned(page.url(), configured)).toBe(true);
    const state = page.locator('#state');
    await page.evaluate(() => Reflect.get(window, 'press')('reject'));
    await expect(state.textContent()).resolves.toContain('没有关系');
    await page.evaluate(() => Reflect.get(window, 'press')('accept'));
    await expect(state.textContent()).resolves.toContain('已记下一条');
    await takePicture(page, 'consent-page');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('leads to the other way outside WeChat', async () => {
    const page = await openIn('');
    const state = page.locator('#state', { hasText: '请在微信里打开这个页面' });
    await state.waitFor();
    await expect(page.locator('wx-open-subscribe').count()).resolves.toBe(0);
    await page.context().close();
  });
});

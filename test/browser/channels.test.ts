import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toShanghaiDay } from '../../tickets/index.ts';
import { buildChannelDay } from '../support/build-channels.ts';
import { findBarriers, hasBrowser } from '../support/browser.ts';
import { takePicture } from '../support/pictures.ts';
import { serveDesk, sitDown } from '../support/serve-desk.ts';
import { waitFor } from '../support/wait-for.ts';

const here = hasBrowser() ? describe : describe.skip;
const dayMs = 24 * 60 * 60_000;

here('the channels page', () => {
  let place: Awaited<ReturnType<typeof serveDesk>>;
  beforeAll(async () => {
    place = await serveDesk();
    place.desk.addAccount({ username: 'root', roles: ['system_admin'] });
    place.desk.addAccount({ username: 'clerk', roles: ['intake_clerk'] });
    fillChannels();
  }, 120_000);
  afterAll(() => place.stop());

  /** Two weeks of messages, an Official Account whose secret is wrong, and an account that waits for its login. */
  function fillChannels(): void {
    const { now, channels } = place.desk.data;
    const { data } = channels;
    data.on.add('official-account').add('wecom').add('wechaty');
    for (let back = 13; back >= 0; back -= 1) {
      const at = new Date(now.getTime() - back * dayMs);
      const day = toShanghaiDay(at);
      const last = { lastReceivedAt: at, lastSentAt: at };
      data.days.push(
        buildChannelDay({ day, received: 20 + ((back * 7) % 9), sent: 31, ...last }),
        buildChannelDay({ channel: 'wecom', day, received: 8, sent: 12 + (back % 4), ...last }),
        buildChannelDay({
          channel: 'official-account',
          day,
          received: 40 - back,
          sent: 25,
          lastReceivedAt: at,
        }),
      );
    }
    const at = new Date(now.getTime() - 600_000);
    data.days.push(
      buildChannelDay({
        channel: 'official-account',
        day: toShanghaiDay(now),
        failed: 4,
        lastFailure: { at, code: 'channel_down', detail: '40125' },
      }),
    );
    const lastEnd = { at, reason: 'logged_out' } as const;
    data.status = { at: now, phase: 'scanning', since: at, failures: 1, attempts: 3, lastEnd };
    data.loginUrl = 'https://login.example.cn/l/of-the-test';
  }

  test('says what is down and what to do, shows the login, and switches the account off', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'root');
    await goTo('channels');
    await page.getByText('已停用：密钥不对').waitFor();
    await page.getByText('到平台后台核对密钥').waitFor();
    await page.getByText('等待扫码登录').waitFor();
    await page.getByAltText('用要接入的微信账号扫码').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'channels');
    await page.getByRole('heading', { name: '近 14 天各渠道消息数' }).scrollIntoViewIfNeeded();
    await takePicture(page, 'channels-chart');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText('等待扫码登录').scrollIntoViewIfNeeded();
    const overhang =
      'Math.max(...[...document.querySelectorAll("main section")].map((part) => part.scrollWidth - part.clientWidth))';
    expect(await page.evaluate(overhang)).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await takePicture(page, 'channels-phone');
    await page.getByRole('button', { name: '关闭' }).click();
    await page.getByText('关闭后，微信账号不再收发消息').waitFor();
    await page.getByRole('button', { name: '关闭' }).click();
    await waitFor(() => !desk.data.channels.data.wanted.isOn);
    await page.getByRole('button', { name: '打开' }).waitFor();
    expect(errors).toEqual([]);
    await leave();
  });

  test('shows no login and no switch to others', async () => {
    const { browser, desk } = place;
    const { page, goTo, errors, leave } = await sitDown(browser, desk, 'clerk');
    await goTo('channels');
    await page.getByText('等待扫码登录').waitFor();
    expect(await page.getByAltText('用要接入的微信账号扫码').count()).toBe(0);
    expect(await page.getByRole('button', { name: '打开' }).count()).toBe(0);
    expect(errors).toEqual([]);
    await leave();
  });
});

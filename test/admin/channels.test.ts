import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildChannelDay } from '../support/build-channels.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';

let desk: Desk;
let admin: Call;
let clerk: Call;
beforeAll(async () => {
  desk = await buildDesk();
  desk.addAccount({ username: 'admin', roles: ['system_admin'] });
  desk.addAccount({ username: 'clerk', roles: ['intake_clerk'] });
  admin = desk.client(await desk.signIn('admin'));
  clerk = desk.client(await desk.signIn('clerk'));
});
afterAll(() => desk.stop());

const failure = {
  at: new Date('2026-11-20T01:30:00Z'),
  code: 'channel_down',
  detail: '40125',
} as const;
const findChannel = (
  body: { readonly items: readonly { readonly channel: string }[] },
  name: string,
) => body.items.find(({ channel }) => channel === name);

describe('channels', () => {
  beforeEach(() => {
    desk.data.channels.data.days.length = 0;
    desk.data.channels.data.on.clear();
    desk.data.channels.data.on.add('web-chat').add('official-account');
  });

  test('are shown with what passed them, those that are not configured too', async () => {
    desk.data.channels.data.days.push(
      buildChannelDay({
        received: 3,
        sent: 5,
        lastReceivedAt: new Date('2026-11-20T01:00:00Z'),
        lastSentAt: new Date('2026-11-20T01:00:02Z'),
      }),
    );
    const { body } = await clerk('GET', '/channels');
    expect(findChannel(body, 'web-chat')).toEqual({
      channel: 'web-chat',
      state: 'working',
      receivedToday: 3,
      sentToday: 5,
      failedToday: 0,
      lastReceivedAt: '2026-11-20T01:00:00.000Z',
      lastSentAt: '2026-11-20T01:00:02.000Z',
    });
    expect(findChannel(body, 'wecom')).toMatchObject({ state: 'off' });
    expect(findChannel(body, 'console')).toBeUndefined();
    expect(body.days).toHaveLength(14);
    expect(body.days.at(-1)).toMatchObject({
      day: '2026-11-20',
      counts: expect.arrayContaining([{ channel: 'web-chat', messages: 8 }]),
    });
    expect(body.wechaty).toBeUndefined();
  });

  test('that the platform shut say why, until something is sent again', async () => {
    const { days } = desk.data.channels.data;
    days.push(buildChannelDay({ channel: 'official-account', failed: 1, lastFailure: failure }));
    const shut = findChannel((await clerk('GET', '/channels')).body, 'official-account');
    expect(shut).toMatchObject({ state: 'down', cause: 'secret', detail: '40125', failedToday: 1 });
    const lastSentAt = new Date('2026-11-20T01:40:00Z');
    days[0] = buildChannelDay({ channel: 'official-account', lastFailure: failure, lastSentAt });
    const mended = findChannel((await clerk('GET', '/channels')).body, 'official-account');
    expect(mended).toMatchObject({ state: 'working' });
    expect(mended).not.toHaveProperty('cause');
  });
});

describe('the account of WeChat', () => {
  beforeEach(() => {
    const { data } = desk.data.channels;
    data.on.add('wechaty');
    data.status = { at: desk.data.now, phase: 'scanning', failures: 2, attempts: 7 };
    data.loginUrl = 'https://login.example.cn/l/secret';
  });

  test('waits for its login, which only a system administrator sees', async () => {
    const list = await clerk('GET', '/channels');
    expect(list.body.wechaty).toMatchObject({ phase: 'scanning', attempts: 7, isSwitchedOn: true });
    expect(list.text).not.toContain('secret');
    expect((await clerk('GET', '/channels/wechaty/login')).status).toBe(403);
    const login = await admin('GET', '/channels/wechaty/login');
    expect(login.body).toEqual({ url: 'https://login.example.cn/l/secret' });
  });

  test('is switched off and started afresh by a system administrator, on the record', async () => {
    expect((await clerk('POST', '/channels/wechaty/switch', { isOn: false })).status).toBe(403);
    expect((await clerk('POST', '/channels/wechaty/restart')).status).toBe(403);
    desk.data.audit.length = 0;
    expect((await admin('POST', '/channels/wechaty/switch', { isOn: false })).status).toBe(200);
    expect(desk.data.channels.data.wanted).toEqual({ isOn: false, restarts: 0 });
    expect((await admin('POST', '/channels/wechaty/restart')).status).toBe(200);
    expect(desk.data.channels.data.wanted).toEqual({ isOn: false, restarts: 1 });
    expect(desk.data.audit.map(({ action }) => action)).toEqual(['wechaty.off', 'wechaty.restart']);
  });

  test('is nowhere when the process that had it is gone', async () => {
    const at = new Date(desk.data.now.getTime() - 60_000);
    desk.data.channels.data.status = { at, phase: 'online', failures: 0, attempts: 1 };
    const { body } = await clerk('GET', '/channels');
    expect(body.wechaty).toMatchObject({ phase: 'nowhere' });
    expect(findChannel(body, 'wechaty')).toMatchObject({ state: 'down', cause: 'wechaty' });
  });

  test('has no switch where none is configured', async () => {
    desk.data.channels.data.on.delete('wechaty');
    expect((await admin('GET', '/channels/wechaty/login')).status).toBe(404);
    expect((await admin('POST', '/channels/wechaty/restart')).status).toBe(404);
  });
});

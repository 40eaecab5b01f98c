import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type FakeWechat, startFakeWechat } from './fake-wechat.ts';

const TokenSchema = z.object({ access_token: z.string() });
const account = { appId: 'wx0123456789abcdef', appSecret: 'app-secret' };
let wechat: FakeWechat;
let token: string;

async function call(path: string, body: unknown, access_token = token) {
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  const url = `${wechat.url}${path}?access_token=${access_token}`;
  return (await fetch(url, { method: 'POST', body: raw })).json();
}

beforeAll(async () => {
  wechat = await startFakeWechat(account);
});
afterAll(() => wechat.stop());
beforeEach(async () => {
  const body = { grant_type: 'client_credential', appid: account.appId, secret: account.appSecret };
  token = TokenSchema.parse(await call('/cgi-bin/stable_token', body)).access_token;
});

const send = '/cgi-bin/message/custom/send';
const text = (content: string) => ({ touser: 'oPerson1', msgtype: 'text', text: { content } });

const scene = (scene_str: string) => ({
  action_name: 'QR_LIMIT_STR_SCENE',
  action_info: { scene: { scene_str } },
});
const menu = (name: string) => ({ button: [{ name, type: 'click', key: 'V1:HELP' }] });

describe('the fake WeChat', () => {
  it('takes a right text and keeps it', async () => {
    expect(await call(send, text('您好'))).toMatchObject({ errcode: 0 });
    expect(wechat.sentTo('oPerson1')).toEqual(['您好']);
  });

  it.each<[number, unknown]>([
    [47001, 'not json'],
    [47001, { touser: 'oPerson1' }],
    [40003, { ...text('好'), touser: 'x' }],
    [44004, text('')],
    [45002, text('督'.repeat(683))],
    [40033, JSON.stringify(text('好')).replace('好', '\\u597d')],
  ])('answers %i to %j', async (errcode, body) => {
    expect(await call(send, body)).toMatchObject({ errcode });
  });

  it('turns wrong and missing tokens away', async () => {
    expect(await call(send, text('好'), 'wrong')).toMatchObject({ errcode: 40001 });
    expect(await call(send, text('好'), '')).toMatchObject({ errcode: 41001 });
  });

  it('makes QR codes and menus of the right size only', async () => {
    expect(await call('/cgi-bin/qrcode/create', scene('p:1:ab'))).toHaveProperty('ticket');
    expect(await call('/cgi-bin/qrcode/create', scene('x'.repeat(65)))).toHaveProperty('errcode');
    expect(await call('/cgi-bin/menu/create', menu('我要反映'))).toMatchObject({ errcode: 0 });
    expect(await call('/cgi-bin/menu/create', menu('一个太长的名字'))).toMatchObject({
      errcode: 40018,
    });
  });
});
